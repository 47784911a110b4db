"""The page: the sentence of whoever is chosen, what is said where nothing can be, and the way through by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration import CalibrationPage
from interview_desk.ui.theme import apply_theme
from tests.ui.pages.team_samples import crowd, dark, nobody, ordinary


@pytest.fixture
def page(qtbot: QtBot) -> CalibrationPage:
    page = CalibrationPage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


def shown(page: CalibrationPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_choosing_an_interviewer_shows_their_sentence(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    first, second = ordinary().rows[:2]
    assert first.sentence in shown(page)
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Down)
    assert second.sentence in shown(page)
    assert first.sentence not in shown(page)
    assert f"{second.interviews} interviews" in second.sentence


def test_choosing_a_range_shows_how_many_passed(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    page.chance.setFocus()
    QTest.keyClick(page.chance, Qt.Key.Key_Right)
    assert ordinary().promise.bins[0].sentence in shown(page)


def test_it_says_what_it_rests_on_and_how_much_there_is(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    text = shown(page)
    assert ordinary().about in text
    assert ordinary().promise.sentence in text
    assert all(line in text for line in ordinary().assumptions)
    assert "What would change" not in text


def test_whose_interviews_they_are_stands_in_the_head(page: CalibrationPage) -> None:
    page.show_whose("compared with the team's interviews")
    page.show_page(ordinary())
    assert f"{ordinary().about.rstrip('.')} · compared with the team's interviews" in shown(page)


def test_where_nothing_can_be_told_what_would_change_that_comes_first(page: CalibrationPage) -> None:
    page.show_page(dark())
    text = shown(page)
    assert all(line in text for line in dark().needed)
    assert not page.chance.isVisible()
    titles = [label for label in page.findChildren(QLabel) if label.isVisible()]
    place = {label.text(): label.mapTo(page, label.rect().topLeft()).y() for label in titles}
    assert place["What would change “can't tell yet”"] < place["How strict is each interviewer?"]


def test_nobody_at_all_is_said_in_a_sentence_and_escape_still_leaves(page: CalibrationPage, qtbot: QtBot) -> None:
    page.show_page(nobody())
    assert "none are kept yet" in shown(page)
    assert not any(button.isVisible() for button in page.findChildren(QPushButton))
    with qtbot.waitSignal(page.left):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)


def test_escape_leaves_from_every_part(page: CalibrationPage, qtbot: QtBot) -> None:
    page.show_page(ordinary())
    for part in (page.strictness.view, page.chance, page.filters.pickers[0]):
        part.setFocus()
        with qtbot.waitSignal(page.left):
            QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)


def test_tab_reaches_filters_charts_exports_and_sentences(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    QApplication.processEvents()  # what is still to be laid out has no place to be scrolled to
    reached = set()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        assert not widget.visibleRegion().isEmpty()
        reached.add(widget)
    assert {page.strictness.view, page.chance, page.experience.chart, *page.filters.pickers[:2]} <= reached
    assert {*page.what_if.links, *page.kpis.links} <= reached
    assert len([it for it in reached if isinstance(it, QPushButton) and it.text().startswith("Export")]) == 4
    assert any(isinstance(widget, QLabel) for widget in reached)


@pytest.mark.parametrize("form", ["csv", "pdf", "png", "svg"])
def test_an_export_is_wished_for_by_its_name(page: CalibrationPage, qtbot: QtBot, form: str) -> None:
    page.show_page(ordinary())
    link = next(it for it in page.findChildren(QPushButton) if it.text() == f"Export {form.upper()}")
    link.setFocus()
    with qtbot.waitSignal(page.export_wanted) as wish:
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert wish.args == [form]
    assert link.accessibleDescription()


def test_a_correction_that_does_harm_is_pointed_out(page: CalibrationPage) -> None:
    harm = replace(ordinary().promise, worse=True, sentence="The correction makes stated chances worse.")
    page.show_page(replace(ordinary(), promise=harm))
    label = next(it for it in page.findChildren(QLabel) if it.text() == harm.sentence)
    assert label.property("role") == "warm"


def test_a_filter_that_leaves_nothing_can_be_taken_back(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    page.filters.pickers[0].setCurrentIndex(1)
    page.show_page(replace(nobody(), levels=ordinary().levels))
    assert "No interview fits what is chosen above." in shown(page)
    assert page.filters.isVisible()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_window(page: CalibrationPage, qapp: QApplication, theme: str, scale: float) -> None:
    apply_theme(qapp, "dark" if theme == "dark" else "light", scale)
    page.show_page(crowd())
    qapp.processEvents()
    for label in page.body.findChildren(QLabel):
        if label.isVisible():
            right = label.mapTo(page.body, label.rect().topRight()).x()
            assert right <= page.width(), label.text()
            assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap(), label.text()
    apply_theme(qapp, "dark", 1.0)


def test_the_picture_has_all_of_the_page(page: CalibrationPage) -> None:
    page.show_page(ordinary())
    assert page.picture().height() == 2 * page.body.height()
