"""What can happen in an interview, each as a frozen fact in the past tense.

An event has neither time nor number: those stand on the envelope (`log.Entry`). What an event says never changes its
meaning once released; a new meaning is a new version in the codec.
"""

from __future__ import annotations

from typing import Literal

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import Level, Score
from interview_desk.domain.script import HintLevel, Kit, SectionKind

NoteKind = Literal["strength", "concern", "come-back", "key-moment", "plain"]
Outcome = Literal["solved", "partly", "moved-on"]
GivenLevel = HintLevel | Literal["ad-hoc"]
Mark = Literal["yes", "partly", "no", "unmarked"]
MilestoneName = Literal["first-code", "first-test", "it-runs", "states-complexity"]
Manner = Literal["reasoned", "bare"]
GapCause = Literal["stopped", "slept"]
ConclusionStep = Literal["acknowledge", "strength", "what-next", "their-questions"]
PointHeading = Literal["went-well", "work-on", "next"]
Passage = Literal["opening", "view", "reason"]
WordingConcern = Literal["verdict", "fit", "trait", "decision", "given-away", "other-person"]
Suggestion = Literal["pivot"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The session was prepared; it carries the whole kit, so that no later edit of a file can change it."""

    kit: Kit
    candidate: str
    interviewer: str
    level: Level
    practice: bool = False


@dataclass(frozen=True, slots=True)
class Scheduled:
    """The interview is due at a moment, in milliseconds since 1970 (UTC); None takes its date away."""

    due_ms: int | None


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The interview won't take place; where it is started all the same, that counts."""


@dataclass(frozen=True, slots=True)
class Started:
    """The clock began to run."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock was stopped for a while."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock ran on."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The application was gone, or the computer asleep, for `gap_ms`; the clock stood."""

    gap_ms: int
    cause: GapCause


@dataclass(frozen=True, slots=True)
class GapCounted:
    """The interview had gone on during the interruption `gap`: its time was added to the clock."""

    gap: int


@dataclass(frozen=True, slots=True)
class SectionReached:
    """A section other than a question began; `left` is how the layer before it was left, where it was one."""

    section: SectionKind
    left: Outcome | None = None


@dataclass(frozen=True, slots=True)
class LayerReached:
    """A layer began, or was gone back to; `left` is how the layer before it was left, where it was one."""

    question: str
    layer: str
    left: Outcome | None = None


@dataclass(frozen=True, slots=True)
class DirectionChanged:
    """The area led nowhere and a pivot question was begun instead, at its first layer."""

    question: str
    layer: str


@dataclass(frozen=True, slots=True)
class PromptAsked:
    """The layer's prompt was asked, as written or in other words."""

    question: str
    layer: str
    as_written: bool


@dataclass(frozen=True, slots=True)
class HintGiven:
    """A hint was given; `hint` is empty and `level` is `ad-hoc` where it was the interviewer's own."""

    question: str
    layer: str
    hint: str
    level: GivenLevel
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """A note, stamped with the session time of its first keystroke; `competency` is empty where none was named."""

    stamp_ms: int
    kind: NoteKind
    text: str
    competency: str = ""


@dataclass(frozen=True, slots=True)
class NoteAmended:
    """The words of the note `note` were changed; the earlier ones stay in the log."""

    note: int
    kind: NoteKind
    text: str
    competency: str = ""


@dataclass(frozen=True, slots=True)
class SignalMarked:
    """A signal was heard, partly heard or not heard; `unmarked` takes a mark back."""

    question: str
    layer: str
    signal: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """The candidate got to something worth knowing the time of."""

    milestone: MilestoneName


@dataclass(frozen=True, slots=True)
class DontKnowSaid:
    """The candidate said that they don't know."""


@dataclass(frozen=True, slots=True)
class DontKnowFollowed:
    """What came after "I don't know": reasoning, or nothing."""

    said: int
    manner: Manner


@dataclass(frozen=True, slots=True)
class BranchOpened:
    """The talk left the script; time from here counts apart from par."""


@dataclass(frozen=True, slots=True)
class BranchNamed:
    """What the off-script branch `branch` was about; said after it began, so that its time is exact."""

    branch: int
    topic: str


@dataclass(frozen=True, slots=True)
class BranchClosed:
    """The talk came back to the script."""


@dataclass(frozen=True, slots=True)
class QuietBegan:
    """The interviewer left the candidate to think."""


@dataclass(frozen=True, slots=True)
class QuietEnded:
    """The quiet was over."""


@dataclass(frozen=True, slots=True)
class SnippetTaken:
    """The candidate's code as it stood; `source` is where it came from, `first_line` its first line's number there."""

    code: str
    language: str
    source: str = ""
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class SnippetCommented:
    """A comment on lines `first` to `last` (counted from 1 within the snippet) of the snippet `snippet`."""

    snippet: int
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class SnippetRelabelled:
    """The language of a snippet was corrected."""

    snippet: int
    language: str


@dataclass(frozen=True, slots=True)
class CandidateAsked:
    """One of the candidate's own questions."""

    text: str


@dataclass(frozen=True, slots=True)
class ConclusionStepTaken:
    """The interview is being concluded early; the first step begins that."""

    step: ConclusionStep


@dataclass(frozen=True, slots=True)
class SuggestionDismissed:
    """A suggestion on screen was waved away; it won't come again."""

    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Scored:
    """A competency was scored, or marked not assessed; the last one counts."""

    competency: str
    score: Score


@dataclass(frozen=True, slots=True)
class EvidenceCited:
    """The entries a score rests on, or why there are none; the last one counts."""

    competency: str
    entries: tuple[int, ...]
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class SelfAssessed:
    """What the candidate said of themselves on a row of the rubric."""

    competency: str
    score: Score


@dataclass(frozen=True, slots=True)
class Ended:
    """The interview was over and the clock stopped for good."""


@dataclass(frozen=True, slots=True)
class CallMade:
    """The interviewer's own recommendation, why it differs, and for *close* what would close the gap."""

    category: str
    why: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class PointWritten:
    """A sentence for the candidate's report, with the entries it rests on."""

    heading: PointHeading
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PointReworded:
    """The point `point` was put in other words."""

    point: int
    text: str


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The candidate agreed to sound being recorded; `by` is who said so."""

    by: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """The consent to sound being recorded was taken back; `by` is who said so."""

    by: str


@dataclass(frozen=True, slots=True)
class PieceRecorded:
    """A piece of the recording began: its file among the session's sound, and the session time of its first sample."""

    file: str
    from_ms: int


@dataclass(frozen=True, slots=True)
class AudioErased:
    """What had been recorded up to then was deleted; nothing but the recording."""


@dataclass(frozen=True, slots=True)
class PassageWritten:
    """The interviewer's own words for a passage of what the candidate gets; none bring back what it says by itself.

    `opening` begins the report, `view` says what lies between both scores of a competency, `reason` is the sentence of
    the decision notice that says why.
    """

    passage: Passage
    text: str
    competency: str = ""


@dataclass(frozen=True, slots=True)
class WordingOverruled:
    """A sentence for the candidate stays as it is, although the wording check was concerned about it."""

    text: str
    concerns: tuple[WordingConcern, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something happened here that this copy of the log does not tell: a score, a call, a sentence for the report."""


@dataclass(frozen=True, slots=True)
class Retracted:
    """The entry `seq` was undone; a retraction can itself be retracted."""

    seq: int


@dataclass(frozen=True, slots=True)
class EntryLost:
    """What stood here could not be read any more after damage; its place is kept, so that others keep their numbers."""


Event = (
    Opened
    | Scheduled
    | CalledOff
    | Started
    | Paused
    | Resumed
    | Interrupted
    | GapCounted
    | SectionReached
    | LayerReached
    | DirectionChanged
    | PromptAsked
    | HintGiven
    | NoteTaken
    | NoteAmended
    | SignalMarked
    | MilestoneReached
    | DontKnowSaid
    | DontKnowFollowed
    | BranchOpened
    | BranchNamed
    | BranchClosed
    | QuietBegan
    | QuietEnded
    | SnippetTaken
    | SnippetCommented
    | SnippetRelabelled
    | CandidateAsked
    | ConclusionStepTaken
    | SuggestionDismissed
    | Scored
    | EvidenceCited
    | SelfAssessed
    | Ended
    | CallMade
    | PointWritten
    | PointReworded
    | ConsentGiven
    | ConsentWithdrawn
    | PieceRecorded
    | AudioErased
    | PassageWritten
    | WordingOverruled
    | Withheld
    | Retracted
    | EntryLost
)
