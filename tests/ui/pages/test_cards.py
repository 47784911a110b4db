"""What pages are laid out with: columns that fold, labels that keep to themselves, keys that fit."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import apply_theme


def test_columns_fold_where_there_is_no_room_or_the_text_is_large(qtbot: QtBot, qapp: QApplication) -> None:
    columns = Folding(600, 10)
    qtbot.addWidget(columns)
    columns.resize(800, 400)
    columns.show()
    assert columns.row.direction() == QBoxLayout.Direction.LeftToRight
    apply_theme(qapp, "dark", 2.0)
    assert columns.row.direction() == QBoxLayout.Direction.TopToBottom
    apply_theme(qapp, "dark", 1.0)
    assert columns.row.direction() == QBoxLayout.Direction.LeftToRight
    columns.resize(500, 400)
    assert columns.row.direction() == QBoxLayout.Direction.TopToBottom


def test_markup_in_a_label_stays_text(qtbot: QtBot) -> None:
    label = text_label("<b>bold</b> <img src=x>")
    qtbot.addWidget(label)
    assert label.sizeHint().width() > text_label("bold").sizeHint().width()
    assert label.textFormat().name == "PlainText"


def test_a_long_word_does_not_widen_a_card(qtbot: QtBot) -> None:
    card = Card("Title", "x" * 5000)
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() < 400


def test_a_card_is_named_by_its_heading(qtbot: QtBot) -> None:
    card = Card("Hints")
    qtbot.addWidget(card)
    card.set_title("Other")
    assert card.accessibleName() == "Other"


def test_what_takes_the_focus_is_scrolled_into_sight(qtbot: QtBot) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    buttons = [QPushButton(str(i)) for i in range(60)]
    for button in buttons:
        column.addWidget(button)
    area = scrolled(inside)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    with qtbot.waitActive(area):
        area.activateWindow()
    buttons[50].setFocus()
    assert not buttons[50].visibleRegion().isEmpty()


def narrow_strip(qtbot: QtBot, *more: tuple[str, str]) -> tuple[KeyStrip, list[str]]:
    """A strip with more keys than it has room for, and the words that are seen of it."""
    strip = KeyStrip([*((f"K{i}", "does something long") for i in range(9)), *more])
    qtbot.addWidget(strip)
    strip.resize(480, 40)
    strip.show()
    return strip, [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]


def test_keys_without_room_are_left_out_and_all_commands_stays(qtbot: QtBot) -> None:
    strip, seen = narrow_strip(qtbot)
    assert "all commands" in seen
    assert "K0" in seen
    assert "K8" not in seen
    assert strip.minimumSizeHint().width() == 0


def test_the_way_back_is_shown_however_little_room_there_is(qtbot: QtBot) -> None:
    _, seen = narrow_strip(qtbot, ("Esc", "back"))
    assert "back" in seen
    assert "K0" in seen
