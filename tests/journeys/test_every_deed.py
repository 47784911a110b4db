"""Every deed once, by keyboard alone; each stands in the record at its second, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from interview_desk.domain.state import State, begin
from interview_desk.storage.codec import KINDS
from tests.calling import Call
from tests.journeys.conftest import KIT, NewDesk
from tests.journeys.driver import Driver

NO_DEEDS = {"retracted", "withheld", "entry-lost"}
"""What undo leaves, and what stands in a copy of a log where something is not told or could not be read."""
OF_SOUND = {"consent-withdrawn", "piece-recorded", "audio-erased"}
"""What is kept or deleted of sound can't be undone; it has tests of its own, beside a recorder."""
CODE = "def allow(self, key):\n    return self.hits[key] <= self.limit\n"


def seconds(time: str) -> int:
    minutes, rest = time.split(":")
    return int(minutes) * 60 + int(rest)


@dataclass
class Hand:
    """Does deeds at the desk, and writes down each event that is to come of them, and when."""

    desk: Driver
    expected: list[tuple[int, str]] = field(default_factory=list)

    def do(self, time: str, kinds: str, *keys: str, words: str = "") -> None:
        """Press keys at a time of the interview's clock, answer with words where there are any."""
        self.desk.until(time)
        self.desk.press(*keys)
        if words:
            self.desk.note(words)
        self.expect(time, kinds)

    def expect(self, time: str, kinds: str) -> None:
        self.expected += [(seconds(time), kind) for kind in kinds.split()]


def before_the_code(hand: Hand) -> None:
    """The clock, quiet, prompts, hints, signals, milestones, what the candidate said, the branch."""
    desk = hand.desk
    hand.expect("00:00", "opened")
    desk.press("Ctrl+Alt+D")
    desk.note("tomorrow 14:30")
    assert desk.sees("Ready when you are; the clock has not started. Due ")
    desk.press("Ctrl+Alt+X")
    desk.awaits("Sample Candidate", "called off")
    desk.type("sample")  # home takes every key; what was called off is found there and can be opened again
    desk.press("Return")
    assert desk.sees("Called off. Undo takes that back, and so does starting the clock.")
    desk.press("Ctrl+P")
    hand.expect("00:00", "scheduled called-off started")
    hand.do("00:20", "paused resumed", "Ctrl+P", "Ctrl+P")
    hand.do("00:40", "quiet-began", "F8")
    hand.do("01:10", "quiet-ended", "F8")
    hand.do("02:00", "layer-reached", "Ctrl+Return")
    hand.do("02:10", "prompt-asked", "Ctrl+Alt+A")
    hand.do("02:40", "prompt-asked", "Ctrl+Alt+W")
    hand.do("03:00", "hint-given", "Ctrl+H")
    hand.do("03:20", "hint-given", "Ctrl+Shift+H", words="think of the oldest entry first")
    hand.do("03:40", "hint-given", "Ctrl+Alt+H", "3")
    hand.do("04:00", "signal-marked signal-marked signal-marked", "Alt+S", "1", "2", "2", "Esc")
    for number, time in enumerate(("04:20", "04:30", "04:40", "04:50"), 1):
        hand.do(time, "milestone-reached", "Ctrl+M", str(number))
    hand.do("05:10", "dont-know-said dont-know-followed", "Ctrl+D", "R")
    hand.do("05:30", "dont-know-said dont-know-followed", "Ctrl+D", "B")
    hand.do("06:00", "branch-opened branch-named", "Ctrl+B", words="their last job")
    hand.do("06:40", "branch-closed", "Ctrl+B")
    hand.do("06:50", "consent-given", "Ctrl+Alt+C", "Return")


def notes_and_code(hand: Hand, watched: Path) -> None:
    """Notes of every kind, one amended; snippets from the clipboard and a watched file, each deed on one of them."""
    desk = hand.desk
    for number, sign in enumerate(("+ ", "- ", "? ", "* ", "")):
        hand.do(f"07:{number}0", "note-taken", words=f"{sign}note {number} @correctness")
    hand.do("08:00", "note-taken", words="-30s set back by half a minute")
    hand.do("08:20", "note-amended", "Alt+Up", "Alt+Up", "Ctrl+Shift+A", words=" in other words")
    desk.copy(CODE)
    hand.do("09:00", "snippet-taken", "Ctrl+Shift+V")
    hand.do("09:20", "snippet-commented", "Ctrl+Shift+C", words="2 never evicted")
    desk.until("09:40")
    desk.press("Alt+L")
    desk.note("javascript")
    desk.wait_until(lambda: desk.state.snippets[-1].language == "javascript")
    hand.expect("09:40", "snippet-relabelled")
    watched.write_text("a = 1\n", "utf-8")
    desk.until("10:00")
    desk.press("Ctrl+Shift+W")
    desk.note(str(watched))
    desk.wait_until(lambda: len(desk.state.snippets) == 2)
    hand.expect("10:00", "snippet-taken")
    desk.until("10:30")
    watched.write_text("a = 2\n", "utf-8")
    desk.wait_until(lambda: len(desk.state.snippets) == 3)
    hand.expect("10:30", "snippet-taken")
    desk.press("Alt+D", "Ctrl+Shift+W")
    assert "is not watched any more" in desk.notice
    assert desk.sees("watched.py line 1")


def ways_through_the_script(hand: Hand) -> None:
    """From layer to layer in every way, an interruption, a suggestion, another area, their questions, an early end."""
    desk = hand.desk
    hand.do("11:00", "layer-reached", "Ctrl+Alt+Return")
    hand.do("11:20", "layer-reached", "Ctrl+Alt+Backspace")
    hand.do("11:40", "layer-reached", "Ctrl+Shift+Return")
    desk.until("12:00")
    desk.clock.sleep(90_000)
    desk.wait()
    hand.expect("12:00", "interrupted")
    assert desk.sees("The computer slept for 1:30; the clock stood. Did the talk go on meanwhile?")
    hand.do("12:10", "gap-counted", "Ctrl+Shift+I")
    hand.expected[-1] = (seconds("13:40"), "gap-counted")
    hand.do("14:00", "hint-given hint-given hint-given", "Ctrl+H", "Ctrl+H", "Ctrl+H")
    desk.until("29:00")
    assert desk.sees("A long time here without a step forward")
    hand.do("29:00", "suggestion-dismissed", "Alt+X")
    assert not desk.sees("A long time here without a step forward")
    hand.do("29:30", "direction-changed", "Ctrl+J")
    hand.do("31:00", "section-reached", "Ctrl+Alt+T")
    hand.do("31:30", "candidate-asked", "Ctrl+Shift+Q", words="How do you work?")
    for time in ("32:00", "32:30", "33:00", "33:30"):
        hand.do(time, "conclusion-step-taken", "Ctrl+Shift+E")
    hand.do("34:00", "scored scored scored", "Alt+1", "Ctrl+Down", "Alt+2", "Ctrl+Up", "Alt+3")
    hand.do("34:20", "scored scored", "Ctrl+Down", "Ctrl+Down", "Alt+4", "Ctrl+Down", "Alt+0")
    hand.do("34:30", "scored", "Ctrl+Down", "Alt+2")


def wrapping_up(hand: Hand) -> None:
    """The end, what they said of themselves, evidence, the call, and the report's sentences."""
    desk = hand.desk
    hand.do("35:00", "ended", "Ctrl+E")
    desk.press("3")
    hand.expect("35:00", "self-assessed")
    desk.press("Ctrl+2", "Alt+3")
    hand.expect("35:00", "scored")
    desk.press(*["Ctrl+Up"] * 5, "C")  # the first row, of which no note speaks
    desk.note("said aloud, not written down")
    hand.expect("35:00", "evidence-cited")
    tab_to(desk, "Your call")
    desk.press("Space")
    hand.expect("35:00", "call-made")
    desk.press("Ctrl+3")
    for _ in range(60):
        if desk.focus.accessibleName() == "What next: a sentence of your own":
            break
        desk.press("Down")
    desk.note("Read about counters.")
    desk.press("Up", "Return")
    desk.note(" And about queues.")
    hand.expect("35:00", "point-written point-reworded")
    desk.press("Ctrl+4", "Tab", "Tab")
    assert desk.focus.accessibleName().startswith("The opening")
    desk.press("Return")
    desk.note(" It was a full hour.")
    desk.press("Down")
    assert desk.focus.accessibleName() == "What went well: a sentence of your own"
    desk.note("You are very smart.")
    desk.press("Up", "K")
    hand.expect("35:00", "passage-written point-written wording-overruled")


def tab_to(desk: Driver, name: str) -> None:
    """Press Tab until the focus is on something of that name."""
    for _ in range(60):
        if desk.focus.accessibleName().startswith(name) and isinstance(desk.focus, QPushButton):
            return
        desk.press("Tab")
    raise AssertionError(f"Tab does not come to {name}")


def test_every_deed_stands_in_the_record_at_its_second_and_can_be_undone(
    new_desk: NewDesk, call: Call, tmp_path: Path
) -> None:
    desk = new_desk().open(KIT, start=False)
    hand = Hand(desk)
    before_the_code(hand)
    notes_and_code(hand, tmp_path / "watched.py")
    ways_through_the_script(hand)
    wrapping_up(hand)
    desk.wait_saved()

    data = call("show", "latest", "--format", "json").data
    assert [(it["at_ms"] / 1000, it["kind"]) for it in data["deeds"]] == hand.expected
    assert {it["kind"] for it in data["deeds"]} == set(KINDS) - NO_DEEDS - OF_SOUND
    assert [it["at_ms"] // 1000 for it in data["notes"]] == [420, 430, 440, 450, 460, 450]
    assert [it["mark"] for it in data["signals"]] == ["yes", "partly"]
    assert [it["language"] for it in data["snippets"]] == ["javascript", "python", "python"]

    for _ in range(len(hand.expected) - 1):
        desk.press("Ctrl+Z")
    opening = begin(desk.conducting.live.log[0])
    assert stands(desk.state) == stands(opening)
    desk.press("Ctrl+Z")
    assert desk.notice == "There is nothing to undo."
    assert desk.sees("Ready when you are; the clock has not started.")


def stands(state: State) -> dict[str, object]:
    """Return what stands in a session, apart from how many entries there were."""
    left_out = {"seq", "offset_ms", "withdrawn", "moments"}
    return {name: value for name, value in vars(state).items() if name not in left_out} | {
        "moments": list(state.moments)
    }
