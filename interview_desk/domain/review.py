"""A review: what somebody says and scores about a recorded session, as a stream of events of its own beside it.

A review is a log and a fold like a session's, and never touches the session's log. An entry's `offset_ms` is the
second of the interview that the reviewer was looking at, so it may run backwards. What was submitted keeps its scores.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Final, Literal, assert_never

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import NOT_ASSESSED, Rubric, Score
from interview_desk.domain.rules import Refused

Purpose = Literal["comments", "blind", "shadow", "reflection"]
"""Comments on a session; scores given without knowing the original ones; a second track taken live; a private look
back by the interviewer, which never leaves this database."""

SHARED: Final[frozenset[Purpose]] = frozenset({"comments", "blind"})
"""What may leave a database, and come into one, as a file."""
LONGEST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the reflection: its id, its words, and what the lowest and the highest answer mean."""

    id: str
    words: str
    lowest: str
    highest: str


REFLECTION: Final = (
    Question("fair", "Did they get a fair chance to show what they can do?", "hardly", "fully"),
    Question("room", "How much of the talking and thinking did I leave to them?", "too little", "all of it"),
    Question("after", "How did it leave me?", "drained", "at ease"),
)
ANSWERS: Final = range(1, 6)


@dataclass(frozen=True, slots=True)
class ReviewBegun:
    """The review of a session began; `training_set` is the set that it belongs to, where it belongs to one."""

    session: str
    reviewer: str
    purpose: Purpose
    training_set: str = ""


@dataclass(frozen=True, slots=True)
class MomentCommented:
    """A comment on the second of the interview that the entry stands at."""

    text: str


@dataclass(frozen=True, slots=True)
class CommentAmended:
    """The words of the comment `comment` were changed."""

    comment: int
    text: str


@dataclass(frozen=True, slots=True)
class CommentRetracted:
    """The comment `comment` was taken back."""

    comment: int


@dataclass(frozen=True, slots=True)
class ReScored:
    """A competency was scored by the reviewer; the last one counts."""

    competency: str
    score: Score


@dataclass(frozen=True, slots=True)
class ReflectionAnswered:
    """A question of the reflection was answered; the last answer counts."""

    question: str
    answer: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class TrackLaid:
    """The session `track` is the same interview as somebody else took it down who sat beside."""

    track: str


@dataclass(frozen=True, slots=True)
class ReviewSubmitted:
    """The reviewer was done; from here on the scores stand."""


ReviewEvent = (
    ReviewBegun
    | MomentCommented
    | CommentAmended
    | CommentRetracted
    | ReScored
    | ReflectionAnswered
    | TrackLaid
    | ReviewSubmitted
)


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """An event of a review in its envelope; `offset_ms` is the second of the interview that it is about."""

    seq: int
    offset_ms: int
    at: datetime
    event: ReviewEvent


@dataclass(frozen=True, slots=True)
class MomentComment:
    """A comment; `seq` is the entry that made it."""

    seq: int
    at_ms: int
    text: str
    amended: bool = False


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All that is known of a review after its entry `seq`."""

    begun: ReviewBegun
    began_at: datetime
    seq: int = 1
    comments: tuple[MomentComment, ...] = ()
    scores: Mapping[str, Score] = field(default_factory=dict)
    scored_ms: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, ReflectionAnswered] = field(default_factory=dict)
    track: str = ""
    submitted_at: datetime | None = None

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def hides(self) -> bool:
        """Whether the reviewer is not to know names, original scores or outcome yet."""
        return self.begun.purpose == "blind" and not self.submitted

    def unscored(self, rubric: Rubric) -> list[str]:
        """Return the titles of the rows that are neither scored nor marked not assessed."""
        return [row.title for row in rubric.competencies if row.id not in self.scores]


def fold_review(entries: Sequence[ReviewEntry]) -> ReviewState:
    """Return what the entries of a review add up to; the first must be its beginning."""
    if not entries or not isinstance(entries[0].event, ReviewBegun):
        raise ValueError("a review begins with its beginning")
    state = ReviewState(entries[0].event, entries[0].at)
    for entry in entries[1:]:
        state = apply_review(state, entry)
    return state


def apply_review(state: ReviewState, entry: ReviewEntry) -> ReviewState:
    """Return the state after one more entry."""
    state = replace(state, seq=entry.seq)
    match entry.event:
        case ReviewBegun():
            return state
        case MomentCommented(text):
            return replace(state, comments=(*state.comments, MomentComment(entry.seq, entry.offset_ms, text)))
        case CommentAmended(comment, text):
            return replace(
                state,
                comments=tuple(
                    replace(it, text=text, amended=True) if it.seq == comment else it for it in state.comments
                ),
            )
        case CommentRetracted(comment):
            return replace(state, comments=tuple(it for it in state.comments if it.seq != comment))
        case ReScored(competency, score):
            return replace(
                state,
                scores={**state.scores, competency: score},
                scored_ms={**state.scored_ms, competency: entry.offset_ms},
            )
        case ReflectionAnswered() as answer:
            return replace(state, answers={**state.answers, answer.question: answer})
        case TrackLaid(track):
            return replace(state, track=track)
        case ReviewSubmitted():
            return replace(state, submitted_at=entry.at)
        case _:
            assert_never(entry.event)


def flaw(entries: Sequence[ReviewEntry], rubric: Rubric) -> str:
    """Return why these entries, the first a beginning, could not have been written here; empty where they could."""
    state = fold_review(entries[:1])
    for entry in entries[1:]:
        match entry.event:
            case MomentCommented(text):
                event = comment(text)
            case CommentAmended(seq, text):
                event = amend(state, seq, text)
            case CommentRetracted(seq):
                event = retract(state, seq)
            case ReScored(competency, score):
                event = re_score(state, rubric, competency, score)
            case ReviewSubmitted():
                event = submit(state, rubric)
            case _:
                return f"entry {entry.seq}: nothing of that kind leaves a database"
        if isinstance(event, Refused):
            return f"entry {entry.seq}: {event.reason[:1].lower()}{event.reason[1:].rstrip('.')}"
        state = apply_review(state, entry)
    return ""


# What may happen now -------------------------------------------------------------------------------------------------


def comment(text: str) -> ReviewEvent | Refused:
    """Say something about the moment that one looks at."""
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        return Refused(f"A comment has at most {LONGEST_TEXT:,} characters.")
    return MomentCommented(text) if text else Refused("An empty comment says nothing.")


def amend(state: ReviewState, seq: int, text: str) -> ReviewEvent | Refused:
    """Put a comment in other words; without any, it is taken back."""
    if all(it.seq != seq for it in state.comments):
        return Refused("That comment is not yours, or is not there any more.")
    text = text.strip()
    return CommentAmended(seq, text) if text else CommentRetracted(seq)


def retract(state: ReviewState, seq: int) -> ReviewEvent | Refused:
    """Take a comment back."""
    return amend(state, seq, "")


def re_score(state: ReviewState, rubric: Rubric, competency: str, score: Score) -> ReviewEvent | Refused:
    """Score a row; a submitted review keeps its scores."""
    if state.begun.purpose != "blind":
        return Refused("Scores are given blind: begin a blind review of this session first.")
    if state.submitted:
        return Refused("The scores are submitted, and stay as they were given.")
    if competency not in {row.id for row in rubric.competencies}:
        return Refused("The rubric of this session has no such row.")
    if score != NOT_ASSESSED and score not in rubric.scale.scores:
        return Refused(f"Scores go from {rubric.scale.lowest} to {rubric.scale.highest}.")
    return ReScored(competency, score)


def submit(state: ReviewState, rubric: Rubric) -> ReviewEvent | Refused:
    """Hand the scores in; only then what was hidden is shown."""
    if state.begun.purpose != "blind":
        return Refused("There are no blind scores to submit here.")
    if state.submitted:
        return Refused("The scores are submitted already.")
    if left := state.unscored(rubric):
        return Refused(f"Still to be scored, or marked as not assessed: {', '.join(left)}.")
    return ReviewSubmitted()


def answer(question: str, answer: int, text: str = "") -> ReviewEvent | Refused:
    """Answer a question of the reflection."""
    if question not in {it.id for it in REFLECTION}:
        return Refused("The reflection has no such question.")
    if answer not in ANSWERS:
        return Refused(f"An answer goes from {ANSWERS[0]} to {ANSWERS[-1]}.")
    return ReflectionAnswered(question, answer, text.strip())
