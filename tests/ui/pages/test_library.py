"""The library page: what it lists, how it is searched by keyboard alone, and what its keys wish for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain.shelf import ShelfLine
from interview_desk.ui.pages.library import LibraryPage
from interview_desk.ui.pages.library_list import LibraryList
from interview_desk.ui.pages.library_new import NewQuestionLine
from interview_desk.ui.pages.library_preview import LibraryPreview
from interview_desk.ui.pages.library_rows import LibraryRows, Row, Section, Status
from interview_desk.ui.theme import apply_theme
from tests.ui.pages.shelf_samples import CACHE, KIT, LINES, MINE, PROBLEM, RUBRIC, STORY, opened


@pytest.fixture
def page(qtbot: QtBot) -> LibraryPage:
    page = LibraryPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_lines(LINES)
    page.show()
    page.setFocus()
    return page


def search(page: LibraryPage) -> QLineEdit:
    line = page.focusProxy()
    assert isinstance(line, QLineEdit)
    return line


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def rows_of(page: LibraryPage) -> list[Row]:
    rows = page.findChild(LibraryRows)
    assert rows is not None
    return [row for at in range(rows.rowCount()) if (row := rows.row(at)) is not None]


def lines_of(page: LibraryPage) -> list[ShelfLine]:
    return [row for row in rows_of(page) if isinstance(row, ShelfLine)]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def picker(page: LibraryPage, name: str) -> QComboBox:
    return next(box for box in page.findChildren(QComboBox) if box.accessibleName() == name)


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_search_line_has_the_focus_and_the_first_file_is_chosen(page: LibraryPage) -> None:
    assert search(page).hasFocus()
    assert page.line == MINE


def test_files_stand_in_sections_by_whose_they_are_kind_and_bank(page: LibraryPage) -> None:
    sections = [row.title for row in rows_of(page) if isinstance(row, Section)]
    assert sections == ["Your questions · mine", "Kits · b", "Questions · b", "Questions · p", "Rubrics"]


def test_up_and_down_choose_over_the_headings(page: LibraryPage) -> None:
    chosen = []
    for _ in range(6):
        chosen.append(page.line)
        press(Qt.Key.Key_Down)
    assert chosen == [MINE, KIT, CACHE, STORY, RUBRIC, RUBRIC]
    press(Qt.Key.Key_Up)
    assert page.line == STORY
    assert search(page).hasFocus()


def test_the_preview_of_what_is_chosen_is_asked_for_once_the_choice_rests(page: LibraryPage, qtbot: QtBot) -> None:
    qtbot.wait(80)
    asked: list[ShelfLine] = []
    page.chosen.connect(asked.append)
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [CACHE]


def test_enter_prepares_a_kit_and_opens_a_question(page: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.edit_wanted) as edit:
        press(Qt.Key.Key_Return)
    assert edit.args == [MINE.path]
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.prepare_wanted) as prepare:
        press(Qt.Key.Key_Return)
    assert prepare.args == ["small-kit"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cache", [CACHE]),
        ("senior coding", [CACHE]),
        ("behavioural", [STORY]),
        ("time", [MINE, CACHE]),
        ("kit mid", [KIT]),
        ("yours", [MINE]),
        ("rubric", [RUBRIC]),
        ("nowhere", []),
    ],
)
def test_a_search_finds_files_by_every_word(page: LibraryPage, typed: str, found: list[ShelfLine]) -> None:
    QTest.keyClicks(search(page), typed)
    assert lines_of(page) == found


def test_what_is_not_found_says_how_to_get_back(page: LibraryPage) -> None:
    QTest.keyClicks(search(page), "nowhere")
    assert "Nothing here goes by “nowhere”. Esc shows everything again." in said(page)
    press(Qt.Key.Key_Escape)
    assert lines_of(page) == LINES


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [("Kind", "behavioural", [STORY]), ("Level", "senior", [CACHE, STORY]), ("Topic", "time", [MINE, CACHE])],
)
def test_filters_hold_back_by_kind_level_and_topic(
    page: LibraryPage, name: str, value: str, found: list[ShelfLine]
) -> None:
    box = picker(page, name)
    box.setFocus()
    while box.currentData() != value:
        before = box.currentIndex()
        press(Qt.Key.Key_Down)
        assert box.currentIndex() > before
    assert lines_of(page) == found


def test_tab_reaches_the_sorts_and_an_arrow_with_enter_shows_kits_alone(page: LibraryPage) -> None:
    press(Qt.Key.Key_Tab)
    assert focus().accessibleName() == "Show: All"
    press(Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert lines_of(page) == [KIT]
    press(Qt.Key.Key_Escape)
    assert lines_of(page) == LINES
    assert search(page).hasFocus()


def test_escape_leaves_only_where_nothing_is_searched_for(page: LibraryPage, qtbot: QtBot) -> None:
    QTest.keyClicks(search(page), "cache")
    with qtbot.assertNotEmitted(page.left):
        press(Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.left):
        press(Qt.Key.Key_Escape)


def test_what_was_chosen_stays_chosen_when_the_files_are_read_again(page: LibraryPage) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    page.show_lines([KIT, CACHE, RUBRIC])
    assert page.line == CACHE
    page.show_lines([KIT, RUBRIC])
    assert page.line == KIT


def test_problems_stand_beside_the_file_and_are_counted(page: LibraryPage) -> None:
    page.show_status({line.path: Status(0, 0, True) for line in LINES})
    assert "no problems" in said(page)
    page.show_status({CACHE.path: Status.of(opened(CACHE, PROBLEM))})
    assert "1 can't be used" in said(page)
    rows = page.findChild(LibraryRows)
    view = page.findChild(LibraryList)
    assert rows is not None
    assert view is not None
    heard = rows.index(rows.row_of(CACHE.path), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == (
        "Cache with expiry, question, coding · mid, senior · caching, time, 1 problem. Enter: open in the editor."
    )
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "Kits, questions and rubrics"


def test_a_preview_that_comes_too_late_is_not_shown(page: LibraryPage) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    page.show_opened(opened(STORY))
    preview = page.findChild(LibraryPreview)
    assert preview is not None
    assert preview.sheet is None
    page.show_opened(opened(CACHE))
    assert preview.sheet is not None


def test_a_new_question_is_asked_for_without_a_dialog(page: LibraryPage, qtbot: QtBot) -> None:
    page.ask_new()
    assert QApplication.activeModalWidget() is None
    assert focus().accessibleName() == "Id of the new question"
    QTest.keyClicks(focus(), "burst-limit")
    with qtbot.waitSignal(page.new_wanted) as wish:
        press(Qt.Key.Key_Return)
    assert wish.args == ["mine", "burst-limit"]
    press(Qt.Key.Key_Escape)
    asked = page.findChild(NewQuestionLine)
    assert asked is not None
    assert asked.isHidden()
    assert search(page).hasFocus()


def test_what_is_to_be_chosen_is_chosen_as_soon_as_it_is_there(page: LibraryPage) -> None:
    QTest.keyClicks(search(page), "cache")
    new = ShelfLine("question", "new", "New", Path("/mine/new.yaml"), True, "mine")
    page.choose(new.path)
    page.show_lines([new, *LINES])
    assert page.line == new


def test_typing_while_the_list_has_the_focus_goes_on_in_the_search_line(page: LibraryPage) -> None:
    view = page.findChild(LibraryList)
    assert view is not None
    view.setFocus()
    press(Qt.Key.Key_D)
    assert search(page).hasFocus()
    assert search(page).text() == "d"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_list_and_preview_stand_below_one_another_where_the_text_is_large(
    page: LibraryPage, qapp: QApplication, theme: str
) -> None:
    preview, view = page.findChild(LibraryPreview), page.findChild(LibraryList)
    assert preview is not None
    assert view is not None
    press(*[Qt.Key.Key_Down] * 4)
    page.show_opened(opened(RUBRIC))
    beside = preview.mapTo(page, preview.rect().topLeft())
    assert beside.x() > view.width()
    apply_theme(qapp, "light" if theme == "light" else "dark", 2.0)
    try:
        QApplication.processEvents()
        below = preview.mapTo(page, preview.rect().topLeft())
        assert below.x() == 0
        assert below.y() > view.mapTo(page, view.rect().bottomLeft()).y()
        assert view.height() >= view.rowHeight(1)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
        page.ask_new()
        QApplication.processEvents()
        assert focus().height() >= focus().fontMetrics().height()
        page.grab()
    finally:
        apply_theme(qapp, "dark")
