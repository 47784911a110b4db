"""What may happen now: each rule takes the state and returns the event, or the reason why not.

A greyed button and a refused key ask the same rule, so they can't disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interview_desk.domain import events as e
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.log import Entry, last_undoable
from interview_desk.domain.note_line import Line
from interview_desk.domain.rubric import NOT_ASSESSED, Level, Score
from interview_desk.domain.script import Hint, Kit, Place
from interview_desk.domain.state import Note, State

LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something can't be done now, as a sentence for a person, and what to do instead."""

    reason: str


def open_session(kit: Kit, candidate: str, interviewer: str, level: Level, practice: bool = False) -> e.Opened:
    """Prepare a session of a kit."""
    return e.Opened(kit, candidate, interviewer, level, practice)


def schedule(state: State, due: datetime | None) -> e.Scheduled | Refused:
    """Say when the interview is due, or that it has no date any more."""
    if state.phase != "prepared":
        return Refused("The interview has already been started.")
    if due is None and state.due_at is None:
        return Refused("The interview has no date.")
    return e.Scheduled(round(due.timestamp() * 1000) if due is not None else None)


def call_off(state: State) -> e.CalledOff | Refused:
    """Say that the interview won't take place."""
    if state.phase != "prepared":
        return Refused("The interview has begun: Ctrl+Shift+E concludes it early, Ctrl+E wraps it up.")
    return Refused("The interview is called off already.") if state.called_off else e.CalledOff()


def start(state: State) -> e.Started | Refused:
    """Start the clock."""
    return e.Started() if state.phase == "prepared" else Refused("The interview has already been started.")


def pause(state: State) -> e.Paused | e.Resumed | Refused:
    """Stop the clock, or let it run on."""
    match state.phase:
        case "running":
            return e.Paused()
        case "paused":
            return e.Resumed()
        case _:
            return _not_running(state)


def take_note(state: State, line: Line, stamp_ms: int) -> e.NoteTaken | Refused:
    """Keep a note; notes are welcome before the start and after the end too."""
    if not line.text:
        return Refused("There is nothing to save yet: write the note first.")
    if len(line.text) > LONGEST_TEXT:
        return Refused(f"The note is longer than {LONGEST_TEXT:,} characters: keep code as a snippet.")
    return e.NoteTaken(max(0, stamp_ms - line.back_ms), line.kind, line.text, line.competency)


def amend_note(state: State, seq: int, line: Line) -> e.NoteAmended | Refused:
    """Put a note in other words."""
    if not any(isinstance(moment, Note) and moment.seq == seq for moment in state.moments):
        return Refused("That note is no longer there.")
    if not line.text:
        return Refused("A note can't be empty: undo it instead.")
    return e.NoteAmended(seq, line.kind, line.text, line.competency)


def next_hint(state: State) -> Hint | None:
    """Return the next rung of the ladder of the current layer, or None."""
    if state.place is None or (layer := state.layer) is None:
        return None
    given = {hint.hint for hint in state.hints_in(state.place)}
    return next((hint for hint in layer.hints if hint.id not in given), None)


def give_hint(state: State, hint_id: str | None = None) -> e.HintGiven | Refused:
    """Give the next hint of the current layer, or the one of that id out of order."""
    if (place := _layer_place(state)) is None:
        return _no_layer(state)
    layer = state.layer
    assert layer is not None
    if hint_id is None:
        hint = next_hint(state)
        if hint is None:
            return Refused("Every hint of this layer is given: Ctrl+Shift+H takes one of your own.")
    else:
        hint = next((hint for hint in layer.hints if hint.id == hint_id), None)
        if hint is None:
            return Refused("This layer has no such hint.")
        if any(given.hint == hint_id for given in state.hints_in(place)):
            return Refused("That hint is already given.")
    return e.HintGiven(place.question, place.layer, hint.id, hint.level, hint.say, hint.about)


def give_own_hint(state: State, text: str) -> e.HintGiven | Refused:
    """Give a hint that is not in the script."""
    if (place := _layer_place(state)) is None:
        return _no_layer(state)
    words = text.strip()
    return e.HintGiven(place.question, place.layer, "", "ad-hoc", words, words or "a hint of the interviewer's own")


def next_place(state: State) -> Place | None:
    """Return the place after the current one on the track, or None at the end."""
    if state.place is None:
        return None
    places = state.track()
    at = places.index(state.place) + 1
    return places[at] if at < len(places) else None


def leave(state: State, outcome: e.Outcome) -> e.LayerReached | e.SectionReached | Refused:
    """Leave the current layer with an outcome, or the current section, and begin what comes next."""
    if state.phase != "running":
        return _not_running(state)
    place = next_place(state)
    if place is None:
        return Refused("This is the last part of the plan: Ctrl+E wraps up.")
    left = outcome if state.layer is not None else None
    return _reached(place, left)


def go_to(state: State, place: Place) -> e.LayerReached | e.SectionReached | Refused:
    """Go to a place of the plan: back to a layer, or ahead to a section."""
    if state.phase != "running":
        return _not_running(state)
    if place == state.place:
        return Refused("You are already there.")
    if place not in state.track():
        return Refused("That is not part of this interview.")
    return _reached(place, None)


def previous_layer(state: State) -> e.LayerReached | e.SectionReached | Refused:
    """Go back to the layer before this one."""
    places = state.track()
    here = places.index(state.place) if state.place in places else 0
    before = [place for place in places[:here] if place.section == "question"]
    if not before:
        return Refused("There is no layer before this one.") if state.phase == "running" else _not_running(state)
    return go_to(state, before[-1])


def change_direction(state: State, question_id: str | None = None) -> e.DirectionChanged | Refused:
    """Turn to a pivot question: the named one, or the first that was not taken yet."""
    if (place := _layer_place(state)) is None:
        return _no_layer(state)
    question = state.kit.question(place.question)
    seen = {there.question for there in state.track()}
    wanted = [question_id] if question_id is not None else list(question.pivots if question else ())
    for pivot in (state.kit.question(id) for id in wanted):
        if pivot is not None and pivot.id not in seen:
            return e.DirectionChanged(pivot.id, pivot.layers[0].id)
    return Refused("This question names no other area to turn to: Ctrl+B opens an off-script branch instead.")


def ask_prompt(state: State, as_written: bool) -> e.PromptAsked | Refused:
    """Record whether the prompt was asked as written."""
    if (place := _layer_place(state)) is None:
        return _no_layer(state)
    return e.PromptAsked(place.question, place.layer, as_written)


def mark_signal(state: State, signal_id: str, mark: e.Mark | None = None) -> e.SignalMarked | Refused:
    """Mark a signal of the current layer; without a mark, the next of yes, partly, no, unmarked."""
    if state.place is None or (layer := state.layer) is None:
        return Refused("There is no layer with signals here.")
    if not any(signal.id == signal_id for signal in layer.signals):
        return Refused("This layer has no such signal.")
    cycle: dict[e.Mark, e.Mark] = {"unmarked": "yes", "yes": "partly", "partly": "no", "no": "unmarked"}
    chosen = mark if mark is not None else cycle[state.mark(state.place, signal_id)]
    return e.SignalMarked(state.place.question, state.place.layer, signal_id, chosen)


def reach_milestone(state: State, name: e.MilestoneName) -> e.MilestoneReached | Refused:
    """Record a milestone; it can be reached again, on another layer."""
    return e.MilestoneReached(name) if state.phase == "running" else _not_running(state)


def say_dont_know(state: State) -> e.DontKnowSaid | Refused:
    """Record that the candidate said "I don't know"."""
    return e.DontKnowSaid() if state.phase == "running" else _not_running(state)


def follow_dont_know(state: State, manner: e.Manner) -> e.DontKnowFollowed | Refused:
    """Say what followed the last "I don't know"."""
    if state.unanswered is None:
        return Refused('No "I don\'t know" is waiting: Ctrl+D records one.')
    return e.DontKnowFollowed(state.unanswered, manner)


def branch(state: State) -> e.BranchOpened | e.BranchClosed | Refused:
    """Leave the script, or come back to it."""
    if state.phase != "running":
        return _not_running(state)
    return e.BranchClosed() if state.branch is not None else e.BranchOpened()


def name_branch(state: State, topic: str) -> e.BranchNamed | Refused:
    """Say what the off-script branch that is open is about."""
    if state.branch is None:
        return Refused("No off-script branch is open: Ctrl+B opens one.")
    return e.BranchNamed(state.branch, topic.strip())


def quiet(state: State) -> e.QuietBegan | e.QuietEnded | Refused:
    """Leave the candidate to think, or end that."""
    if state.phase != "running":
        return _not_running(state)
    return e.QuietEnded() if state.quiet else e.QuietBegan()


def take_snippet(
    state: State, code: str, language: str, source: str = "", first_line: int = 1
) -> e.SnippetTaken | Refused:
    """Keep the candidate's code as it stands."""
    if not code.strip():
        return Refused("The clipboard holds no text: copy the candidate's code first.")
    if len(code) > LONGEST_TEXT:
        return Refused(f"That is over {LONGEST_TEXT:,} characters: copy the part that matters.")
    if state.snippets and state.snippets[-1].code == code:
        return Refused("That is the same code as the last snippet.")
    return e.SnippetTaken(code, language, source, first_line)


def comment_snippet(state: State, seq: int, first: int, last: int, text: str) -> e.SnippetCommented | Refused:
    """Comment on lines of a snippet, counted from 1."""
    snippet = next((snippet for snippet in state.snippets if snippet.seq == seq), None)
    if snippet is None:
        return Refused("That snippet is no longer there.")
    lines = len(snippet.code.splitlines())
    if not 1 <= first <= last <= lines:
        return Refused(f"The snippet has lines 1 to {lines}.")
    return e.SnippetCommented(seq, first, last, text.strip()) if text.strip() else Refused("The comment is empty.")


def relabel_snippet(state: State, seq: int, language: str) -> e.SnippetRelabelled | Refused:
    """Correct the language of a snippet."""
    if not any(snippet.seq == seq for snippet in state.snippets):
        return Refused("That snippet is no longer there.")
    return e.SnippetRelabelled(seq, language)


def log_their_question(state: State, text: str) -> e.CandidateAsked | Refused:
    """Record a question of the candidate's."""
    return e.CandidateAsked(text.strip()) if text.strip() else Refused("Write the question first.")


CONCLUSION: tuple[e.ConclusionStep, ...] = ("acknowledge", "strength", "what-next", "their-questions")


def conclude_early(state: State) -> e.ConclusionStepTaken | Refused:
    """Begin to conclude early, or take the next of its four steps."""
    if state.phase != "running":
        return _not_running(state)
    left = [step for step in CONCLUSION if step not in state.conclusion]
    return e.ConclusionStepTaken(left[0]) if left else Refused("All four steps are taken: Ctrl+E wraps up.")


def dismiss(state: State, suggestion: e.Suggestion) -> e.SuggestionDismissed | Refused:
    """Wave a suggestion away for good."""
    if suggestion in state.dismissed:
        return Refused("That suggestion is already gone.")
    return e.SuggestionDismissed(suggestion)


def score(state: State, competency: str, value: Score) -> e.Scored | Refused:
    """Score a competency, or mark it not assessed."""
    return _scored(state, competency, value) or e.Scored(competency, value)


def cite(state: State, competency: str, entries: Sequence[int], why_none: str = "") -> e.EvidenceCited | Refused:
    """Say what a score rests on, notes, hints, signals, code and other moments; or why on nothing."""
    if state.rubric.competency(competency) is None:
        return Refused("The rubric has no such row.")
    known = {moment.seq for moment in state.moments} | {marked.seq for marked in state.marked.values()}
    if not all(seq in known for seq in entries):
        return Refused("Some of the evidence is no longer there: cite a moment that stands.")
    return e.EvidenceCited(competency, tuple(entries), why_none.strip())


def self_assess(state: State, competency: str, value: Score) -> e.SelfAssessed | Refused:
    """Record what the candidate said of themselves."""
    return _scored(state, competency, value) or e.SelfAssessed(competency, value)


def end(state: State) -> e.Ended | Refused:
    """End the interview; the clock stops for good."""
    if state.phase == "ended":
        return Refused("The interview has already ended.")
    return e.Ended() if state.phase != "prepared" else Refused("The interview has not been started: Ctrl+P starts it.")


def make_call(state: State, category: str, why: str = "", gap: str = "") -> e.CallMade | Refused:
    """Record the interviewer's own recommendation; needs every row scored, so that it can't steer the scores."""
    if not state.fully_scored:
        return Refused("Score every row first, or mark it not assessed.")
    if state.rubric.recommendation(category) is None:
        return Refused("The rubric has no such recommendation.")
    return e.CallMade(category, why.strip(), gap.strip())


def write_point(
    state: State, heading: e.PointHeading, text: str, cites: Sequence[int] = ()
) -> e.PointWritten | Refused:
    """Write a sentence into the candidate's report."""
    if not text.strip():
        return Refused("Write the sentence first.")
    return e.PointWritten(heading, text.strip(), tuple(cites))


def reword_point(state: State, seq: int, text: str) -> e.PointReworded | Refused:
    """Put a sentence of the report in other words."""
    if not any(point.seq == seq for point in state.points):
        return Refused("That sentence is no longer in the report.")
    return e.PointReworded(seq, text.strip()) if text.strip() else Refused("Remove the sentence instead.")


def write_passage(state: State, passage: e.Passage, text: str, competency: str = "") -> e.PassageWritten | Refused:
    """Put a passage of what the candidate gets in one's own words; no words bring back what it says by itself."""
    if competency and state.rubric.competency(competency) is None:
        return Refused("The rubric has no such row.")
    if text.strip() == state.passages.get((passage, competency), ""):
        return Refused("It says that already.")
    return e.PassageWritten(passage, text.strip(), competency)


def overrule_wording(state: State, text: str, concerns: Sequence[e.WordingConcern]) -> e.WordingOverruled | Refused:
    """Keep a sentence as it is, although the wording check is concerned about it."""
    fresh = tuple(dict.fromkeys(it for it in concerns if (text, it) not in state.overruled))
    return e.WordingOverruled(text, fresh) if fresh else Refused("The wording check has nothing against it.")


def count_gap(state: State) -> e.GapCounted | Refused:
    """Count the last interruption as interview time after all."""
    gap = next((gap for gap in reversed(state.gaps) if not gap.counted), None)
    if gap is None or state.phase == "ended":
        return Refused("There is no interruption to count.")
    return e.GapCounted(gap.seq)


def give_consent(state: State, by: str) -> e.ConsentGiven | Refused:
    """Record who said that sound may be recorded."""
    if state.opened.practice:
        return Refused("Practice keeps nothing: no sound is recorded.")
    if state.phase == "ended":
        return Refused("The interview has ended: there is nothing left to record.")
    return e.ConsentGiven(by.strip()) if by.strip() else Refused("Write who agreed, such as the candidate's name.")


def withdraw_consent(state: State, by: str) -> e.ConsentWithdrawn | Refused:
    """Record who took the consent back; recording stops with it."""
    if state.consent is None:
        return Refused("There is no consent to take back.")
    return e.ConsentWithdrawn(by.strip()) if by.strip() else Refused("Write who took the consent back.")


def may_record(state: State) -> Refused | None:
    """Return why sound may not be recorded, None where it may."""
    if state.opened.practice:
        return Refused("Practice keeps nothing: no sound is recorded.")
    if state.consent is None:
        return Refused("Nobody agreed to be recorded yet: Ctrl+Alt+C records who did.")
    return Refused("The interview has ended.") if state.phase == "ended" else None


def record_piece(state: State, file: str, from_ms: int) -> e.PieceRecorded | Refused:
    """Begin a piece of the recording; its first sample was heard at `from_ms`."""
    if (refused := may_record(state)) is not None:
        return refused
    return e.PieceRecorded(file, max(0, from_ms)) if state.phase == "running" else _not_running(state)


def erase_audio(state: State) -> e.AudioErased | Refused:
    """Say that the recording was deleted."""
    return e.AudioErased() if state.pieces else Refused("No sound of this interview is kept.")


def undo(entries: Sequence[Entry]) -> e.Retracted | Refused:
    """Undo the last deed that stands."""
    entry = last_undoable(entries)
    if entry is None:
        return Refused("There is nothing to undo.")
    return _lasting(entry.event) or e.Retracted(entry.seq)


def retract(state: State, entries: Sequence[Entry], seq: int) -> e.Retracted | Refused:
    """Undo one entry, wherever it stands."""
    if seq in state.withdrawn or not 1 < seq <= len(entries):
        return Refused("That is already undone.")
    return _lasting(entries[seq - 1].event) or e.Retracted(seq)


def _lasting(event: e.Event) -> Refused | None:
    match event:
        case e.ConsentWithdrawn():
            return Refused("That the consent was taken back stands: Ctrl+Alt+C records it where it is given anew.")
        case e.PieceRecorded() | e.AudioErased():
            return Refused("What is recorded, or deleted, can't be undone: Ctrl+Alt+E deletes the recording.")
        case _:
            return None


def _reached(place: Place, left: e.Outcome | None) -> e.LayerReached | e.SectionReached:
    if place.section == "question":
        return e.LayerReached(place.question, place.layer, left)
    return e.SectionReached(place.section, left)


def _layer_place(state: State) -> Place | None:
    return state.place if state.phase == "running" and state.layer is not None else None


def _no_layer(state: State) -> Refused:
    if state.phase != "running":
        return _not_running(state)
    return Refused("No layer is open: Ctrl+Return goes on to the next one.")


def _not_running(state: State) -> Refused:
    match state.phase:
        case "prepared":
            return Refused("The clock is not running: Ctrl+P starts the interview.")
        case "paused":
            return Refused("The interview is paused: Ctrl+P goes on.")
        case _:
            return Refused("The interview has ended.")


def _scored(state: State, competency: str, value: Score) -> Refused | None:
    if state.rubric.competency(competency) is None:
        return Refused("The rubric has no such row.")
    if value != NOT_ASSESSED and value not in state.rubric.scale.scores:
        scale = state.rubric.scale
        return Refused(f"Scores go from {scale.lowest} to {scale.highest}; Alt+0 marks a row as not assessed.")
    return None
