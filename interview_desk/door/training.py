"""Training as it is kept: sets, what people gave, the ladder, private reflections; each call opens the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from interview_desk.domain.review import (
    REFLECTION,
    ReflectionAnswered,
    ReviewBegun,
    ReviewEntry,
    ReviewEvent,
    TrackLaid,
    fold_review,
)
from interview_desk.door.reviews import KeptReviews
from interview_desk.errors import UsageError
from interview_desk.storage.files import is_there

# SQLAlchemy and numpy are imported by whoever asks first.
if TYPE_CHECKING:
    from interview_desk.domain.past import Past
    from interview_desk.domain.script import Kit
    from interview_desk.insights.over_set import OverSet
    from interview_desk.insights.tracks import Track
    from interview_desk.insights.training import MaybeShadow, Training
    from interview_desk.storage.index import Listed
    from interview_desk.storage.journal import Journal
    from interview_desk.storage.reviews import ListedReview


class KeptTraining:
    """What trainers and those they train keep in one database."""

    def __init__(self, reviews: KeptReviews, titles: Callable[[], Mapping[str, str]] = dict) -> None:
        """Keep beside the reviews; `titles` gives those of the library's questions."""
        self._reviews = reviews
        self._titles = titles

    def look(self, now: datetime) -> Training:
        """Return all that the training page shows."""
        from interview_desk.insights.ladder import Beside, Conducted, ladder
        from interview_desk.insights.over_set import given_in, over_set
        from interview_desk.insights.reflections import trends
        from interview_desk.insights.training import HIDING, Choosable, SetLine, Training, TrainingSet
        from interview_desk.insights.uses import uses
        from interview_desk.storage.history import read_past
        from interview_desk.storage.names import is_copy
        from interview_desk.storage.reviews import Reviews

        me = self._reviews.reviewer
        if not is_there(self._reviews.database):
            return Training(me, (), over_set([]), (), (), (), trends([]), ())
        with self._journal() as journal:
            reviews = Reviews(journal.engine)
            past = self._reviews.without_sealed(read_past(journal.engine, questions=()))
            rows = {row.id: row for row in journal.sessions()}
            listed, sets = reviews.listed(), reviews.training_sets()
            sealed = reviews.sealed(me)
            titles = _row_titles(journal, [it for ids in sets.values() for it in ids][:20])
            reflections = [fold_review(reviews.read(it.id)) for it in reviews.listed(reviewer=me, purpose="reflection")]
        given = given_in(past)
        everything = over_set(given, titles)
        blind = [it for it in listed if it.purpose == "blind"]
        shown = tuple(
            TrainingSet(
                title,
                tuple(
                    SetLine(
                        id,
                        place,
                        rows[id].kit_title,
                        _mine(me, [it for it in blind if it.session == id], rows[id]),
                        sum(it.session == id and it.submitted for it in blind),
                    )
                    for place, id in enumerate(ids, 1)
                ),
                over_set([it for it in given if it[0] in ids], titles),
            )
            for title, ids in sets.items()
        )
        conducted = [
            Conducted(it.id, it.interviewer, it.ended_at)
            for it in rows.values()
            if it.ended_at is not None and not it.practice and not is_copy(it.id)
        ]
        tracks = {it.track for it in listed if it.track}
        together = [Beside(it.session, it.reviewer) for it in listed if it.purpose == "shadow"]
        last = {it.reviewer: it.began_at for it in blind if it.submitted}
        rungs = ladder([it for it in conducted if it.session not in tracks], together, last, everything)
        hidden = {it.session for a_set in shown for it in a_set.lines if it.mine in HIDING} | sealed
        choosable = tuple(
            Choosable(row.id, _words(row, row.id in hidden)) for row in rows.values() if row.phase == "ended"
        )
        used = uses(past, int(now.timestamp()), self._titles())
        maybe = _maybe_shadows(rows.values(), tracks)
        return Training(me, shown, everything, choosable, rungs, maybe, trends(reflections), used)

    def past(self) -> Past:
        """Return every past interview that this person may see scores of."""
        from interview_desk.storage.history import read_past

        with self._journal() as journal:
            return self._reviews.without_sealed(read_past(journal.engine, questions=()))

    def over(self, sessions: Sequence[str]) -> OverSet:
        """Return how well people agree over some sessions, or over all that several people scored."""
        from interview_desk.insights.over_set import given_in, over_set

        with self._journal() as journal:
            titles = _row_titles(journal, list(sessions)[:20] or [row.id for row in journal.sessions(limit=20)])
        return over_set(given_in(self.past(), set(sessions) or None), titles)

    def find(self, refs: Sequence[str]) -> list[str]:
        """Return the ids of sessions by their ids, or unique starts of them."""
        with self._journal() as journal:
            return [journal.find(ref) for ref in refs]

    def sets(self) -> dict[str, tuple[str, ...]]:
        """Return the training sets: title and sessions."""
        from interview_desk.storage.reviews import Reviews

        if not is_there(self._reviews.database):
            return {}
        with self._journal() as journal:
            return Reviews(journal.engine).training_sets()

    def choose(self, title: str, sessions: Sequence[str]) -> None:
        """Make a training set of sessions that have ended."""
        from interview_desk.storage.reviews import Reviews

        with self._journal() as journal:
            for session in sessions:
                if journal.session(session).phase != "ended":
                    raise UsageError(f"Session {session} can't be used for training", "it has not ended", "")
            Reviews(journal.engine).choose(title, sessions)

    def hand_out(self, title: str, file: Path) -> str:
        """Write a set to a file; returns what to say of it."""
        from interview_desk.storage.training import hand_out

        with self._journal() as journal:
            done = hand_out(journal, title, _in_folder(file))
        return f"Wrote {file}: {_some(len(done.sessions), 'session')} without names and scores."

    def hand_in(self, title: str, file: Path) -> str:
        """Write this person's reviews of a set to a file; returns what to say of it."""
        from interview_desk.storage.training import hand_in

        with self._journal() as journal:
            count = hand_in(journal, title, self._reviews.reviewer, _in_folder(file))
        return f"Wrote {file}: {_some(count, 'review')}."

    def take(self, file: Path) -> str:
        """Take in a set that was handed out, or reviews that were handed in; returns what to say of it."""
        from interview_desk.storage.journal import open_journal
        from interview_desk.storage.training import REVIEWS_SUFFIX, collect, read_set, take_in

        if file.suffix.lower() == REVIEWS_SUFFIX:
            with self._journal() as journal:  # reviews are of sessions that are here
                count = collect(journal, file)
            return f"Collected {_some(count, 'review')}." if count else f"{file.name} was here already."
        read_set(file)  # refused before a database is made for it
        with closing(open_journal(self._reviews.database, make_folder=True)) as journal:
            done = take_in(journal, file)
        return f"Took in the training set “{done.title}”, {_some(len(done.sessions), 'session')}."

    def lay_beside(self, lead: str, track: str) -> None:
        """Say that a session is a shadow's track of another; it counts in no figure from then on."""
        from interview_desk.storage.reviews import Reviews

        with self._journal() as journal:
            shadow, conducted = journal.session(track), journal.session(lead)
            if conducted.interviewer.casefold() == shadow.interviewer.casefold():
                raise UsageError("Both were taken down by the same person", "", "a shadow is somebody else")
            if conducted.kit_id != shadow.kit_id:
                why = "they were conducted with different kits"
                raise UsageError("These can't be one interview", why, "choose the session that the shadow took down")
            at = datetime.now(UTC)
            begun = ReviewEntry(1, 0, at, ReviewBegun(lead, shadow.interviewer, "shadow"))
            entries = [begun, ReviewEntry(2, 0, at, TrackLaid(track))]
            Reviews(journal.engine).keep(self._reviews.new_id(), entries)

    def track_of(self, lead: str) -> Track | None:
        """Return a shadow's track beside the lead's; None where nobody sat beside."""
        from interview_desk.insights.tracks import beside
        from interview_desk.storage.reviews import Reviews

        with self._journal() as journal:
            found = [it for it in Reviews(journal.engine).listed(lead, purpose="shadow") if it.track]
            if not found:
                return None
            return beside(journal.read(lead), journal.read(found[-1].track))

    def reflect(self, session: str, answers: Mapping[str, tuple[int, str]]) -> None:
        """Keep this person's private look back at a session: for each question an answer, and words where there are."""
        from interview_desk.storage.reviews import Reviews

        at = datetime.now(UTC)
        events = [ReflectionAnswered(it.id, *answers[it.id]) for it in REFLECTION if it.id in answers]
        if not events:
            raise UsageError("Nothing was answered", "", "choose a number for one of the questions")
        begun = ReviewBegun(session, self._reviews.reviewer, "reflection")
        whole: list[ReviewEvent] = [begun, *events]
        entries = [ReviewEntry(seq, 0, at, event) for seq, event in enumerate(whole, 1)]
        with self._journal() as journal:
            Reviews(journal.engine).keep(self._reviews.new_id(), entries)

    def often_used(self, kit: Kit, now: datetime) -> list[str]:
        """Return what to warn of before a kit is used: questions of it that many candidates have seen by now."""
        from interview_desk.insights.uses import DAYS, Use
        from interview_desk.storage.history import question_uses

        titles = {it.id: it.title for it in kit.questions}
        if not titles or not is_there(self._reviews.database):
            return []
        with self._journal() as journal:
            times = question_uses(journal.engine, titles, int(now.timestamp()) - DAYS * 86_400)
        found = (Use(id, titles[id], count).warning for id, count in times.items())
        return [warning for warning in found if warning]

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        from interview_desk.storage.journal import open_journal

        with closing(open_journal(self._reviews.database, create=False)) as journal:
            yield journal


def _row_titles(journal: Journal, sessions: Sequence[str]) -> dict[str, str]:
    """Return the titles of the rows of some sessions' rubrics, in the rubrics' order."""
    from interview_desk.domain.events import Opened

    titles: dict[str, str] = {}
    for session in sessions:
        opened = journal.read(session)[0].event
        if isinstance(opened, Opened):
            for row in opened.kit.rubric.competencies:
                titles.setdefault(row.id, row.title)
    return titles


def _mine(me: str, blind: Sequence[ListedReview], row: Listed) -> str:
    from interview_desk.insights.training import BEGUN, OWN, SCORED, TO_SCORE

    own = [it for it in blind if it.reviewer.casefold() == me.casefold()]
    if any(it.submitted for it in own):
        return SCORED
    if own:
        return BEGUN
    return OWN if row.interviewer.casefold() == me.casefold() else TO_SCORE


def _words(row: Listed, sealed: bool) -> str:
    who = "to be scored blind" if sealed else f"{row.candidate} · {row.interviewer}"
    return f"{row.created_at.astimezone():%d %b %Y} · {who} · {row.kit_title}"


def _maybe_shadows(rows: Iterable[Listed], tracks: set[str]) -> tuple[MaybeShadow, ...]:
    """Return pairs that look like one interview: the same kit and candidate, begun within a quarter of an hour."""
    from interview_desk.insights.training import MaybeShadow

    ended = sorted(
        (it.started_at, it.id, it)
        for it in rows
        if it.phase == "ended" and it.started_at is not None and it.id not in tracks and not it.practice
    )
    found = []
    for (began, _, one), (later, _, other) in pairwise(ended):
        near = (later - began).total_seconds() <= 15 * 60
        same = (one.kit_id, one.candidate.casefold()) == (other.kit_id, other.candidate.casefold())
        if near and same and one.interviewer.casefold() != other.interviewer.casefold():
            words = f"{other.interviewer} seems to have sat beside {one.interviewer}, {began.astimezone():%d %b}"
            found.append(MaybeShadow(one.id, other.id, words))
    return tuple(found)


def _in_folder(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return file


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
