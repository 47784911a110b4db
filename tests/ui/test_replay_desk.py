"""Which session is gone through: read in the background, blind or as it is, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain.clock import ManualClock
from interview_desk.domain.review import MomentCommented, ReviewBegun, ReviewEntry
from interview_desk.errors import UsageError
from interview_desk.insights.tracks import Beside, beside
from interview_desk.sessions.reviewing import Reviewable
from interview_desk.storage.anonymous import blinded
from interview_desk.ui import fonts
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.replay_desk import ReplayDesk
from interview_desk.ui.replaying import Replaying
from tests.conducting import Conducted
from tests.reviewing import BEGAN, blind, review_of


def interview() -> Conducted:
    """Two notes, a hint, an end."""
    desk = Conducted()
    desk.solve()
    desk.wait(minutes=1)
    desk.note("+ asked first @problem-solving")
    desk.hint()
    desk.wait(minutes=4)
    desk.note("- off by one @communication")
    return desk


class Seen:
    """One session that may be seen, and one that can't be scored blind."""

    def __init__(self) -> None:
        self.log = list(interview().live.log)
        self.kept: list[tuple[str, ReviewEntry]] = []

    def keep(self, review: str, entries: Sequence[ReviewEntry]) -> None:
        self.kept.extend((review, it) for it in entries)

    def new_id(self) -> str:
        return f"20261124-{len(self.kept)}"

    def reviewable(self, ref: str) -> Reviewable:
        return Reviewable(ref, self.log, "Trainer T", {"a": blind(ref, 3, 2), "b": blind(ref, 1, 1, reviewer="Bo")})

    def blind(self, ref: str, training_set: str = "") -> Reviewable:
        if ref == "own":
            raise UsageError("This session can't be scored blind", "you conducted it yourself")
        begun = [ReviewEntry(1, 0, BEGAN, ReviewBegun(ref, "Trainer T", "blind", training_set))]
        return Reviewable(ref, blinded(self.log), "Trainer T", {"a": begun}, training_set)

    def beside(self, found: Reviewable) -> Beside:
        return Beside(f"α over the set of {found.session}", beside(self.log, self.log))


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def desk(qtbot: QtBot, seen: Seen, heard: list[str]) -> Iterator[ReplayDesk]:
    window = MainWindow()
    qtbot.addWidget(window)
    background = Background(lambda error: window.notices.say(str(error)))

    def hear(_replaying: Replaying, session: str) -> None:
        heard.append(session)

    it = ReplayDesk(window, background, ManualClock(), seen, hear)
    yield it
    it.close()
    background.close()
    QApplication.processEvents()


def replaying(desk: ReplayDesk) -> Replaying:
    assert desk.replaying is not None
    return desk.replaying


def test_what_is_worked_out_meanwhile_stands_beside_the_session_it_is_of(
    desk: ReplayDesk, heard: list[str], qtbot: QtBot
) -> None:
    desk.open_kept("one", 60_000)
    qtbot.waitUntil(lambda: desk.replaying is not None and desk.replaying.page.compared)
    page = replaying(desk).page
    qtbot.waitUntil(lambda: page.compare.over_set.text() == "α over the set of one")
    assert replaying(desk).replay.now_ms == 60_000
    assert [row.line.figure for row in page.shadow.rows if row.line is not None][:2] == ["1 / 1", "1 / 1"]
    replaying(desk).replay.seek(300_000)
    assert [row.line.figure for row in page.shadow.rows if row.line is not None][1] == "2 / 2"
    assert page.timeline.sizeHint().height() > 0
    assert page.timeline.words_at(page.timeline.x_of(300_000), 5.5 * fonts.px(24)).endswith("off by one")
    assert heard == ["one"]
    first = replaying(desk)
    desk.show(Reviewable("two", interview().live.log, "Trainer T"))
    desk._show_beside(first, Beside("too late", None))
    assert not replaying(desk).page.compared


def test_a_blind_session_is_neither_heard_nor_compared_until_it_is_submitted(
    desk: ReplayDesk, heard: list[str], seen: Seen, qtbot: QtBot
) -> None:
    desk.open_blind("one", "Set 4")
    qtbot.waitUntil(lambda: desk.replaying is not None)
    assert heard == []
    page = replaying(desk).page
    assert not page.compared
    deeds = replaying(desk)._deeds()
    for _ in range(2):
        deeds["review.score-3"]()
        deeds["review.row-below"]()
    deeds["review.submit"]()
    qtbot.waitUntil(lambda: desk.replaying is not None and desk.replaying.page.compared)
    assert [type(it.event).__name__ for _, it in seen.kept] == ["ReScored", "ReScored", "ReviewSubmitted"]
    assert heard == ["one"]


def test_what_can_not_be_scored_blind_is_said(desk: ReplayDesk, qtbot: QtBot) -> None:
    desk.open_blind("own")
    qtbot.waitUntil(lambda: "you conducted it yourself" in desk._window.notices.text)
    assert desk.replaying is None


def test_a_comment_of_somebody_else_is_not_reworded(desk: ReplayDesk, seen: Seen) -> None:
    theirs = review_of("one", MomentCommented("theirs"), reviewer="Bo", purpose="comments")
    desk.show(Reviewable("one", seen.log, "Trainer T", {"b": theirs}), 300_000)
    replaying(desk)._deeds()["review.amend"]()
    assert "You have not commented" in desk._window.notices.text
    assert replaying(desk).page.line.isHidden()
