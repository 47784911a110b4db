"""Home: what it lists, how it is searched, and what its keys wish for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from interview_desk.domain.listing import KitLine, SessionLine, SessionState
from interview_desk.ui.pages.home import HomePage
from interview_desk.ui.pages.home_rows import MOST_FOUND, Heading, HomeRows, OnTheSpot, Row
from interview_desk.ui.pages.home_view import HomeView
from interview_desk.ui.theme import apply_theme

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KITS = [
    KitLine("backend-senior", "Senior backend engineer", "Backend engineer", "senior", 60, ("Rate limiter",)),
    KitLine("data-mid", "Data engineer", "Data engineer", "mid", 60, ("Event deduplication",)),
]


def session(
    id: str,
    candidate: str = "Candidate",
    state: SessionState = "ended",
    *,
    hours: float = 1,
    scored: bool = True,
    called: bool = True,
    due: timedelta | None = None,
    called_off: bool = False,
) -> SessionLine:
    began = NOW - timedelta(hours=hours)
    return SessionLine(
        id,
        candidate,
        "Interviewer 7",
        "backend-senior",
        "Senior backend engineer",
        "senior",
        state,
        began,
        None if state == "prepared" else began,
        began + timedelta(minutes=57) if state == "ended" else None,
        57 * 60_000,
        scored,
        scored and called,
        NOW + due if due is not None else None,
        called_off,
    )


@pytest.fixture
def home(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_lines([], KITS, NOW)
    page.show()
    page.setFocus()
    return page


def rows_of(page: HomePage) -> list[Row]:
    rows = page.findChild(HomeRows)
    assert rows is not None
    return [row for at in range(rows.rowCount()) if (row := rows.row(at)) is not None]


def headings_of(page: HomePage) -> list[str]:
    return [row.title for row in rows_of(page) if isinstance(row, Heading)]


def line_of(page: HomePage) -> QLineEdit:
    line = page.findChild(QLineEdit)
    assert line is not None
    return line


def test_the_search_line_has_the_focus(home: HomePage) -> None:
    assert home.focusProxy() is line_of(home)
    assert line_of(home).hasFocus()


def test_enter_on_an_empty_desk_conducts_the_first_kit(home: HomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(home.conduct_wanted) as wish:
        QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    assert wish.args == ["backend-senior"]


def test_the_search_line_stays_where_it_is_when_nothing_is_found(home: HomePage) -> None:
    home.show_lines([session("a")], KITS, NOW)
    QApplication.processEvents()
    before = line_of(home).geometry()
    QTest.keyClicks(line_of(home), "zzz")
    QApplication.processEvents()
    assert line_of(home).geometry() == before


def test_a_first_run_says_what_this_is_and_which_key_starts(home: HomePage) -> None:
    said = " ".join(label.text() for label in home.findChildren(QLabel) if label.isVisible())
    assert "Beside your video call" in said
    assert "Enter prepares the sample kit; nothing begins by that." in said


def test_nothing_is_said_to_a_newcomer_before_it_is_known_that_they_are_one(qtbot: QtBot) -> None:
    page = HomePage()
    qtbot.addWidget(page)
    page.show()
    assert not any("video call" in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_welcome_is_gone_once_there_is_a_session(home: HomePage) -> None:
    home.show_lines([session("s1")], KITS, NOW)
    assert not any("video call" in label.text() for label in home.findChildren(QLabel) if label.isVisible())


def test_sections_come_in_the_order_of_what_cannot_wait(home: HomePage) -> None:
    states: list[tuple[SessionState, bool]] = [
        ("ended", True),
        ("ended", False),
        ("prepared", False),
        ("interrupted", False),
    ]
    lines = [session(str(i), state=state, scored=scored) for i, (state, scored) in enumerate(states)]
    home.show_lines(lines, KITS, NOW)
    assert headings_of(home) == ["Interrupted", "Ready to start", "Conduct", "Awaiting feedback", "Recent"]


def test_enter_resumes_what_was_interrupted(home: HomePage, qtbot: QtBot) -> None:
    home.show_lines([session("recent"), session("cut", state="interrupted")], KITS, NOW)
    with qtbot.waitSignal(home.resume_wanted) as wish:
        QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    assert wish.args == ["cut"]


def test_down_passes_over_headings(home: HomePage) -> None:
    home.show_lines([session("recent", "Noor Haddad")], KITS, NOW)
    for _ in (*KITS, OnTheSpot()):
        QTest.keyClick(line_of(home), Qt.Key.Key_Down)
    assert isinstance(home.chosen, SessionLine)
    QTest.keyClick(line_of(home), Qt.Key.Key_Down)
    assert isinstance(home.chosen, SessionLine)
    QTest.keyClick(line_of(home), Qt.Key.Key_Up)
    QTest.keyClick(line_of(home), Qt.Key.Key_Up)
    kit: object = home.chosen
    assert kit == KITS[1]


def test_enter_opens_what_has_ended(home: HomePage, qtbot: QtBot) -> None:
    home.show_lines([session("recent", "Noor Haddad")], KITS, NOW)
    QTest.keyClicks(line_of(home), "noor")
    with qtbot.waitSignal(home.open_wanted) as wish:
        QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    assert wish.args == ["recent"]


def test_typing_searches_sessions_and_kits_by_every_word(home: HomePage) -> None:
    home.show_lines([session("a", "Noor Haddad"), session("b", "Ines Ferreira")], KITS, NOW)
    QTest.keyClicks(line_of(home), "senior noor")
    assert headings_of(home) == ["Recent"]
    line_of(home).setText("dedup")
    assert home.chosen == KITS[1]


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(home: HomePage) -> None:
    QTest.keyClicks(line_of(home), "xyz")
    assert any("“xyz”" in label.text() for label in home.findChildren(QLabel) if label.isVisible())
    QTest.keyClick(line_of(home), Qt.Key.Key_Return)  # opens nothing
    QTest.keyClick(line_of(home), Qt.Key.Key_Escape)
    assert headings_of(home) == ["Conduct"]


def test_awaiting_feedback_shows_its_age(home: HomePage) -> None:
    line = session("a", hours=30, scored=False)
    home.show_lines([line], KITS, NOW)
    rows = home.findChild(HomeRows)
    assert rows is not None
    assert rows.shown(line).when == "needs scores · 57:00 · ended yesterday"


def test_a_session_that_went_on_meanwhile_stays_chosen(home: HomePage) -> None:
    older, newer = session("old", "Sample Candidate", scored=False, hours=9), session("new", scored=False, hours=2)
    home.show_lines([older, newer], KITS, NOW)
    QTest.keyClick(line_of(home), Qt.Key.Key_PageDown)
    assert home.chosen == older
    scored = replace(older, fully_scored=True)
    home.show_lines([scored, newer], KITS, NOW)
    assert home.chosen == scored


def test_what_was_chosen_stays_chosen_when_the_lines_are_shown_again(home: HomePage) -> None:
    QTest.keyClick(line_of(home), Qt.Key.Key_Down)
    home.show_lines([session("new", state="interrupted")], KITS, NOW)
    assert home.chosen == KITS[1]


def test_many_kits_are_held_back_until_asked_for(home: HomePage) -> None:
    kits = [KitLine(f"kit-{i}", f"Kit {i}", "Engineer", "mid", 60, ()) for i in range(12)]
    home.show_lines([], kits, NOW)
    assert len(rows_of(home)) == 1 + 6 + 1 + 1
    for _ in range(6):
        QTest.keyClick(line_of(home), Qt.Key.Key_Down)
    QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    assert len(rows_of(home)) == 1 + 12 + 1
    assert home.chosen == kits[6]


def test_a_hundred_thousand_sessions_are_listed_and_a_search_stops_at_enough(home: HomePage) -> None:
    home.show_lines([session(str(i), hours=1 + i) for i in range(100_000)], KITS, NOW)
    assert len(rows_of(home)) > 100_000
    line_of(home).setText("candidate")
    assert len(rows_of(home)) == MOST_FOUND + 1


def test_a_name_of_ten_thousand_characters_and_lines_takes_one_row(home: HomePage) -> None:
    home.show_lines([session("a", "long\nname " * 1000)], KITS, NOW)
    home.grab()
    rows = home.findChild(HomeRows)
    assert rows is not None
    assert "\n" not in rows.shown(session("a", "long\nname " * 1000)).title


def test_a_click_on_a_row_opens_it(home: HomePage, qtbot: QtBot) -> None:
    view = home.findChild(HomeView)
    assert view is not None
    at = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(home.conduct_wanted) as wish:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wish.args == ["data-mid"]


def test_typing_while_the_list_has_the_focus_goes_on_in_the_search_line(home: HomePage) -> None:
    view = home.findChild(HomeView)
    assert view is not None
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_D)
    assert line_of(home).hasFocus()
    assert line_of(home).text() == "d"


def test_a_screen_reader_hears_a_whole_row(home: HomePage) -> None:
    view = home.findChild(HomeView)
    assert view is not None
    said = view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Senior backend engineer, Backend engineer · senior · 60 min · Rate limiter. Enter: prepare."
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "Sessions and kits"


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_rows_take_two_lines_where_the_text_is_large(home: HomePage, qapp: QApplication, theme: str) -> None:
    view = home.findChild(HomeView)
    assert view is not None
    one_line = view.rowHeight(0)
    apply_theme(qapp, "light" if theme == "light" else "dark", 2.0)
    try:
        assert view.stacked
        assert view.rowHeight(0) > 2 * one_line
        home.grab()
    finally:
        apply_theme(qapp, "dark")
    assert view.rowHeight(0) == one_line


def test_whoever_types_before_the_disk_has_answered_is_not_held_up(qtbot: QtBot) -> None:
    page = HomePage()
    qtbot.addWidget(page)
    search = page.findChild(QLineEdit)
    assert search is not None
    QTest.keyClicks(search, "data")
    page.show_lines([session("1")], KITS, NOW)
    chosen = page.chosen
    assert isinstance(chosen, KitLine)
    assert chosen.id == "data-mid"


def shown_of(page: HomePage) -> dict[str, str]:
    rows = page.findChild(HomeRows)
    assert rows is not None
    return {rows.shown(row).title: rows.shown(row).when for row in rows_of(page) if not isinstance(row, Heading)}


def test_what_is_due_stands_above_the_kits_the_next_one_first_and_says_when(home: HomePage) -> None:
    lines = [
        session("later", "Later", "prepared", due=timedelta(days=20)),
        session("soon", "Soon", "prepared", due=timedelta(minutes=25)),
        session("over", "Over", "prepared", due=timedelta(hours=-3)),
        session("cut", "Cut", state="interrupted"),
        session("undated", "Undated", "prepared"),
    ]
    home.show_lines(lines, KITS, NOW)
    assert headings_of(home) == ["Interrupted", "Due", "Ready to start", "Conduct"]
    assert [row.id for row in rows_of(home) if isinstance(row, SessionLine)] == [
        "cut",
        "over",
        "soon",
        "later",
        "undated",
    ]
    shown = shown_of(home)
    assert shown["Soon"].startswith("due today, ")
    assert shown["Soon"].endswith(" · in 25 minutes")
    assert shown["Over"].startswith("was due today, ")
    assert shown["Later"].startswith("due Sun 13 Dec, ")


def test_enter_opens_what_is_due(home: HomePage, qtbot: QtBot) -> None:
    home.show_lines([session("soon", "Soon", "prepared", due=timedelta(minutes=25))], KITS, NOW)
    with qtbot.waitSignal(home.resume_wanted) as wish:
        QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    assert wish.args == ["soon"]


def test_what_was_called_off_is_not_due_any_more_and_can_still_be_found(home: HomePage) -> None:
    home.show_lines([session("off", "Off", "prepared", due=timedelta(days=2), called_off=True)], KITS, NOW)
    assert headings_of(home) == ["Conduct", "Recent"]
    assert shown_of(home)["Off"] == "called off"


def test_what_awaits_feedback_says_what_it_still_needs_and_since_when(home: HomePage) -> None:
    lines = [
        session("raw", "Raw", hours=49, scored=False),
        session("uncalled", "Uncalled", hours=26, called=False),
        session("done", "Done"),
    ]
    home.show_lines(lines, KITS, NOW)
    assert headings_of(home) == ["Conduct", "Awaiting feedback", "Recent"]
    assert shown_of(home)["Raw"] == "needs scores · 57:00 · ended 2 days ago"
    assert shown_of(home)["Uncalled"].startswith("needs your call · 57:00 · ended ")
    assert "needs" not in shown_of(home)["Done"]


def test_a_question_of_ones_choice_is_offered_below_the_kits_and_found_by_its_words(
    home: HomePage, qtbot: QtBot
) -> None:
    assert isinstance(rows_of(home)[-1], OnTheSpot)
    QTest.keyClicks(line_of(home), "rubric spot")
    assert [type(row) for row in rows_of(home)] == [Heading, OnTheSpot]
    with qtbot.waitSignal(home.own_wanted):
        QTest.keyClick(line_of(home), Qt.Key.Key_Return)


def test_a_session_that_is_to_be_chosen_is_chosen_once_it_is_listed(home: HomePage) -> None:
    QTest.keyClicks(line_of(home), "noor")
    home.choose("undated")
    home.show_lines([session("soon", "Soon", "prepared", due=timedelta(hours=1)), session("undated", "U")], KITS, NOW)
    assert isinstance(home.chosen, SessionLine)
    assert home.chosen.id == "undated"
    assert line_of(home).text() == ""


def test_what_was_opened_without_being_chosen_makes_way_for_what_is_first_now(home: HomePage) -> None:
    QTest.keyClick(line_of(home), Qt.Key.Key_Return)
    home.show_lines([session("soon", "Soon", "prepared", due=timedelta(hours=1))], KITS, NOW)
    assert isinstance(home.chosen, SessionLine)
