"""The training page and its desk: sets, agreement, ladder, shadows and looks back, all by keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from interview_desk.domain.review import REFLECTION
from interview_desk.errors import UsageError
from interview_desk.insights.ladder import Rung
from interview_desk.insights.over_set import Given, over_set
from interview_desk.insights.reflections import Trend
from interview_desk.insights.training import (
    OWN,
    SCORED,
    TO_SCORE,
    Choosable,
    MaybeShadow,
    SetLine,
    Training,
    TrainingSet,
)
from interview_desk.insights.uses import Use
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.training import TrainingPage, figures
from interview_desk.ui.pages.training_desk import TrainingDesk
from interview_desk.ui.theme import apply_theme

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
GIVEN: list[Given] = [
    (f"s{n}", who, row, float(2 + (n + len(row) + (who == "Cy" and n % 3 == 0)) % 3))
    for n in range(8)
    for row in ("problem-solving", "communication")
    for who in ("Ada", "Bo", "Cy")
]
TITLES = {"problem-solving": "Problem solving", "communication": "Communication"}


def training(sets: bool = True) -> Training:
    over = over_set(GIVEN, TITLES)
    lines = (
        SetLine("s0", 1, "Backend", TO_SCORE, 2),
        SetLine("s1", 2, "Backend", SCORED, 3),
        SetLine("s2", 3, "Backend", OWN, 1),
    )
    return Training(
        "Trainer T",
        (TrainingSet("Backend 4", lines, over), TrainingSet("Juniors", lines[:1], over_set([]))) if sets else (),
        over if sets else over_set([]),
        (
            Choosable("s0", "27 Nov 2026 · to be scored blind · Backend"),
            Choosable("s9", "26 Nov 2026 · C · I · Backend"),
        ),
        (
            Rung("New", "shadow", 1, 0, 0, "1 shadow to go"),
            Rung("Ada", "solo", 0, 0, 9, "", NOW, "0.3 points below the others over all rows"),
        ),
        (MaybeShadow("s0", "s7", "New seems to have sat beside Ada, 27 Nov"),),
        (Trend(REFLECTION[0], (2, 3, 5), "3.3 over 3"), *(Trend(it, (), "not answered yet") for it in REFLECTION[1:])),
        (Use("rate-limiter", "Rate limiter", 44), Use("cache", "Cache", 2)),
    )


class Keeper:
    """Answers what the desk asks, and remembers it."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def look(self, now: datetime) -> Training:
        self.calls.append(("look", now))
        return training()

    def choose(self, title: str, sessions: Sequence[str]) -> None:
        if not title:
            raise UsageError("The training set needs a title", "", "give it one")
        self.calls.append(("choose", title, *sessions))

    def hand_out(self, title: str, file: Path) -> str:
        self.calls.append(("out", title, file.name))
        return f"Wrote {file.name}."

    def hand_in(self, title: str, file: Path) -> str:
        self.calls.append(("in", title, file.name))
        return f"Wrote {file.name}."

    def take(self, file: Path) -> str:
        self.calls.append(("take", file.name))
        return "Took it in."

    def lay_beside(self, lead: str, track: str) -> None:
        self.calls.append(("beside", lead, track))

    def reflect(self, session: str, answers: Mapping[str, tuple[int, str]]) -> None:
        self.calls.append(("reflect", session, dict(answers)))


@pytest.fixture
def page(qtbot: QtBot) -> TrainingPage:
    page = TrainingPage()
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show_training(training())
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, keeper: Keeper, tmp_path: Path) -> Iterator[TrainingDesk]:
    apply_theme(qapp, "dark")
    window = MainWindow()
    qtbot.addWidget(window)
    background = Background(lambda error: window.notices.say(str(error)))
    it = TrainingDesk(window, background, keeper, tmp_path, lambda: NOW)
    it.open()
    with qtbot.waitActive(window):
        window.show()
    qtbot.waitUntil(lambda: "Trainer T" in shown(it.page))
    yield it
    background.close()


def shown(page: TrainingPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: TrainingPage, words: str) -> QPushButton:
    QApplication.processEvents()
    return next(it for it in page.findChildren(QPushButton) if it.isVisible() and it.text().startswith(words))


def test_everything_stands_in_plain_words(page: TrainingPage) -> None:
    text = shown(page)
    for words in (
        "You are Trainer T. 8 interviews scored by more than one person.", "1  Backend · to score · 2 submitted",
        "Problem solving", "Cy: ", "1 shadow to go", "New seems to have sat beside Ada",
        "“Rate limiter” was used 44 times", "▂▄█  3.3 over 3", "27 Nov 2026",
    ):  # fmt: skip
        assert words in text, words


def test_another_set_shows_its_sessions_and_its_agreement(page: TrainingPage) -> None:
    QTest.mouseClick(button(page, "Juniors"), Qt.MouseButton.LeftButton)
    text = shown(page)
    assert "Sessions of “Juniors”" in text
    assert "No interview was scored by more than one person yet" in text
    page.show_training(training())
    assert "Sessions of “Juniors”" in shown(page)  # it stays chosen


def test_a_session_to_score_is_scored_blind_and_any_other_replayed(page: TrainingPage) -> None:
    wished: list[tuple[str, ...]] = []
    page.blind_wanted.connect(lambda *it: wished.append(it))
    page.replay_wanted.connect(lambda it: wished.append((it,)))
    QTest.keyClick(button(page, "Score it blind"), Qt.Key.Key_Space)
    QTest.keyClick(button(page, "Replay"), Qt.Key.Key_Space)
    assert wished == [("s0", "Backend 4"), ("s1",)]


def test_where_there_is_nothing_it_says_how_to_begin(page: TrainingPage) -> None:
    page.show_training(training(sets=False))
    text = shown(page)
    assert "None yet: make one below" in text
    assert "blind scores make agreement visible" in text
    assert page.sessions.isHidden()


def test_every_figure_has_its_cell() -> None:
    cells = figures(over_set(GIVEN, TITLES).whole)
    assert len(cells) == 6
    assert cells[0].endswith("%")
    assert "–" in cells[3]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [1440, 700])
def test_it_stands_in_both_themes_at_every_width(
    page: TrainingPage, qapp: QApplication, theme: str, width: int
) -> None:
    apply_theme(qapp, theme)  # type: ignore[arg-type]  # what parametrize has is a str
    page.resize(width, 800)
    assert not page.grab().isNull()
    apply_theme(qapp, "dark")


def test_a_set_is_made_of_what_is_ticked(desk: TrainingDesk, keeper: Keeper, qtbot: QtBot) -> None:
    window = desk._window
    desk.page.new.title_line.setFocus()
    QTest.keyClicks(desk.page.new.title_line, "Juniors 2")
    QTest.keyClick(desk.page.new.title_line, Qt.Key.Key_Return)
    assert "Tick the sessions" in window.notices.text
    QTest.keyClick(desk.page.new.boxes[1], Qt.Key.Key_Space)
    QTest.keyClick(desk.page.new.title_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("choose", "Juniors 2", "s9") in keeper.calls)
    qtbot.waitUntil(lambda: "Made the training set “Juniors 2”." in window.notices.text)
    assert desk.page.new.chosen == []
    desk.page.new.boxes[0].setChecked(True)
    QTest.mouseClick(desk.page.new.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "needs a title" in window.notices.text)


def test_files_go_out_and_come_in_a_pair_is_laid_beside_and_esc_goes_back(
    desk: TrainingDesk, keeper: Keeper, qtbot: QtBot
) -> None:
    QTest.mouseClick(button(desk.page, "Hand out"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(desk.page, "Hand in"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("in", "Backend 4", "backend-4.deskreviews") in keeper.calls)
    assert ("out", "Backend 4", "backend-4.deskset") in keeper.calls
    desk._take(Path("x.deskset"))
    qtbot.waitUntil(lambda: "Took it in." in desk._window.notices.text)
    QTest.mouseClick(button(desk.page, "Lay beside"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("beside", "s0", "s7") in keeper.calls)
    with qtbot.waitSignal(desk.left):
        QTest.keyClick(desk.page, Qt.Key.Key_Escape)


def test_a_look_back_is_answered_by_keys_and_kept(desk: TrainingDesk, keeper: Keeper, qtbot: QtBot) -> None:
    desk.look_back("s0")
    page = desk.reflection
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_4)
    page.rows[1].setFocus()
    QTest.keyClick(page.rows[1], Qt.Key.Key_Left)
    QTest.keyClicks(page.lines[1], "talked too much")
    assert page.rows[0].accessibleName().endswith("4 of 5")
    assert not page.grab().isNull()
    with qtbot.waitSignal(desk.left):
        QTest.keyClick(page.rows[1], Qt.Key.Key_Return)
    assert keeper.calls[-1] == ("reflect", "s0", {"fair": (4, ""), "room": (2, "talked too much")})
    assert page.rows[0].given is None
    assert page.lines[1].text() == ""
    page.rows[2].answer(1)  # half an answer stays while one looks elsewhere
    desk.open()
    desk.look_back("s0")
    assert page.rows[2].given == 1
    desk.look_back("s1")
    assert page.rows[2].given is None


@pytest.mark.parametrize(("width", "scale"), [(1100, 1.0), (1440, 1.0), (1440, 2.0)])
def test_no_figure_is_cut_and_long_names_push_nothing_aside(
    qtbot: QtBot, qapp: QApplication, width: int, scale: float
) -> None:
    apply_theme(qapp, "dark", scale)
    try:
        page = TrainingPage()
        qtbot.addWidget(page)
        page.resize(width, 800)
        long = "27 Nov 2026 · A Candidate with a very long name indeed · Interviewer 7 · Senior backend engineer" * 2
        page.show_training(replace(training(), choosable=(Choosable("s9", long),)))
        with qtbot.waitExposed(page):
            page.show()
        QApplication.processEvents()
        for table in (page.table, page.rungs):
            for label in table.findChildren(QLabel):
                if not label.isHidden() and not label.wordWrap():
                    assert label.width() >= label.sizeHint().width(), label.text()
            right = table.mapTo(page, table.rect().topRight()).x()
            assert right <= page.width()
    finally:
        apply_theme(qapp, "dark")
