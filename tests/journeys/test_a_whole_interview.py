"""A whole interview by keyboard: forty-five minutes on the shipped kit, from the start to the exported report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from interview_desk.domain.script import Kit
from tests.calling import Call
from tests.journeys.driver import Driver

CODE = """def allow(self, key):
    w = int(time.time() // 60)
    self.hits[key, w] += 1
    return self.hits[key, w] <= self.limit
"""
# What is typed, and when: 30 notes of every kind, in the middle of all that else happens in an interview.
NOTES = {
    "00:40": "calm start, introduced both sides",
    "02:10": "* asked what a good answer looks like before anything else",
    "05:32": "+ asked who the limit applies to and what a rejected client sees @requirements",
    "06:10": "+ asked whether a limit may be off by one at the edge @req",
    "06:55": "draws a table of clients and minutes",
    "07:20": "? come back to what happens at midnight @correctness",
    "08:05": "- first idea keeps every timestamp for ever @trade-offs",
    "08:31": "+ saw the memory problem on their own @problem-solving",
    "10:02": "writes the dictionary version",
    "11:15": "+ said what comes next before each step @communication",
    "12:04": "- missed the request at the limit, found it by an own test @correctness",
    "12:50": "* ran the first test without being asked",
    "14:58": "reads the second constraint aloud",
    "15:44": "+ drew the burst at the edge of two minutes without being asked @problem-solving",
    "16:20": "? ask again why a deque and not a list",
    "17:09": "- guessed at the cost of popping from a list @trade-offs",
    "18:33": "+ measured instead of arguing on @problem-solving",
    "19:41": "sample run prints what it should",
    "20:11": "* said that the name of the method was unknown, and derived it @problem-solving",
    "21:30": "+ summed up before moving on @communication",
    "22:58": "+ worked out memory per client and picked one counter @trade-offs",
    "25:20": "third layer: reads it twice",
    "26:02": "- wrote before reading the last sentence @requirements",
    "27:45": "+ named the race between two processes @correctness",
    "29:10": "? lock or single command, come back",
    "31:00": "- took the lock for free @trade-offs",
    "33:33": "+ offered a fallback when the store is away @requirements",
    "35:12": "* compared both ways with numbers of this case @trade-offs",
    "39:05": "asks about the team and about on-call",
    "41:10": "+ asked how feedback is given here @communication",
}
KINDS = {"+": "strength", "-": "concern", "?": "come-back", "*": "key-moment"}
ROWS = ("requirements", "problem-solving", "correctness", "trade-offs", "communication")


def ms(time: str) -> int:
    minutes, seconds = time.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000


@dataclass
class Played:
    """What was done at the desk, kept by hand, to hold against what the application kept."""

    notes: list[tuple[int, str, str, str | None, str | None]] = field(default_factory=list)
    hints: list[tuple[int, str, str | None, str]] = field(default_factory=list)


def note(desk: Driver, played: Played, time: str, layer: str | None) -> None:
    """Type one note of the list; its time is that of its first key, though Enter comes four seconds later."""
    typed = NOTES[time]
    desk.until(time)
    desk.type(typed[:1])
    desk.wait(seconds=4)
    desk.note(typed[1:])
    words, _, tag = typed.partition(" @")
    kind = KINDS.get(words[0], "plain")
    competency = next(row for row in ROWS if row.startswith(tag)) if tag else None
    played.notes.append((ms(time), kind, words if kind == "plain" else words[2:], competency, layer))


def notes_between(desk: Driver, played: Played, first: str, last: str, layer: str | None) -> None:
    for time in NOTES:
        if first <= time < last:
            note(desk, played, time, layer)


def conduct(desk: Driver) -> Played:
    """Conduct the interview up to its end at 45:00."""
    played = Played()
    assert desk.sees("Sample Candidate", "Intro, current", "00:00", "/ 60:00")
    notes_between(desk, played, "00:00", "05:00", None)
    desk.until("05:00")
    desk.press("Ctrl+Return")
    assert desk.sees("1, One process, current, 0:00 of par 12:00, 0 hints, par 1")

    notes_between(desk, played, "05:00", "09:18", "one-process")
    desk.until("09:18")
    desk.press("Ctrl+H")
    played.hints.append((ms("09:18"), "one-process", "which-structure", "nudge"))
    assert desk.sees("1, One process, current, 4:18 of par 12:00, 1 hint, par 1")
    desk.press("Alt+S", "1", "2", "2", "Esc")  # signals: the first heard, the second partly
    assert desk.sees("and what a rejected one should see: yes", "constant work per request and says why: partly")
    notes_between(desk, played, "09:19", "13:47", "one-process")
    desk.until("13:47")
    desk.press("Ctrl+M", "1")
    desk.copy(CODE)
    desk.press("Ctrl+Shift+V", "Ctrl+Shift+C")
    desk.note("3 old windows are never removed, so memory grows with time")
    desk.until("14:50")
    desk.press("Ctrl+Return")
    assert desk.sees("1, One process, solved, 9:50 of par 12:00", "2, Any one-minute span, current")

    notes_between(desk, played, "14:50", "21:05", "any-minute")
    desk.until("21:05")
    desk.press("Ctrl+Shift+H")
    desk.note("think of the oldest entry first")
    played.hints.append((ms("21:05"), "any-minute", None, "ad-hoc"))
    notes_between(desk, played, "21:06", "23:20", "any-minute")
    desk.until("23:20")
    desk.press("Ctrl+D", "R")
    desk.until("23:40")
    desk.press("Ctrl+B")
    desk.note("deployment at their last job")
    desk.until("24:20")
    desk.press("Ctrl+B")
    desk.until("24:48")
    desk.press("Ctrl+Return")
    assert desk.sees("2, Any one-minute span, solved, 9:18 of par 10:00, 1 hint, par 1")

    notes_between(desk, played, "24:48", "28:30", "many-processes")
    desk.until("28:30")
    desk.press("Ctrl+P")
    assert desk.sees("paused, the clock stands")
    desk.wait(minutes=3)
    assert desk.sees("28:30")
    desk.press("Ctrl+P")
    notes_between(desk, played, "28:31", "33:40", "many-processes")
    desk.until("33:40")
    desk.press("Ctrl+H")
    first_hint = desk.state.hints[-1].hint
    played.hints.append((ms("33:40"), "many-processes", first_hint, "nudge"))
    desk.press("Ctrl+H", "Ctrl+Z")  # one too many, taken back
    notes_between(desk, played, "33:41", "38:00", "many-processes")
    desk.until("38:00")
    desk.press("Ctrl+Alt+T")
    notes_between(desk, played, "38:01", "44:00", None)
    desk.press("Ctrl+Shift+Q")
    desk.note("How do you review each other's work?")

    for row, key in enumerate(("Alt+4", "Alt+3", "Alt+2", "Alt+3")):
        if row:
            desk.press("Ctrl+Down")
        desk.press(key)
    assert desk.sees("4 OF 5 SCORED")
    desk.until("45:00")
    return played


def wrap_up(desk: Driver) -> None:
    """Self-assessment, the last score, two sentences for the report."""
    desk.press("Ctrl+E")
    assert desk.sees("How did you find it?", "45:00 · 3 of 4 layers")
    for digit in "32333":
        desk.press(digit, "Down")
    assert desk.sees("All taken down.")
    desk.press("Ctrl+2")
    assert desk.sees("Hidden until all is scored")
    assert not desk.sees("uncalibrated")
    desk.press("3")
    assert desk.sees("Recommendation, uncalibrated: Close")
    desk.press("Ctrl+3")
    desk.press("Return")
    assert desk.sees("In the report: You asked")
    for _ in range(60):
        if desk.focus.accessibleName() == "What next: a sentence of your own":
            break
        desk.press("Down")
    desk.note("Read about sliding windows with a counter for each half.")
    assert desk.sees("In the report: Read about sliding windows")


def test_forty_five_minutes_by_keyboard_end_in_a_record_and_a_report(desk: Driver, call: Call) -> None:
    played = conduct(desk)
    assert call("show", "latest", "--format", "json").data["recommendation"] is None
    wrap_up(desk)
    desk.press("Ctrl+4", "Ctrl+Shift+P")
    desk.awaits("Wrote ", ".pdf")
    desk.press("Ctrl+Shift+L")
    desk.awaits("Wrote ", ".html")
    desk.wait_saved()
    check_record(call("show", "latest", "--format", "json").data, played)
    check_reports(desk.place.reports, desk.state.kit)


def check_record(data: dict[str, Any], played: Played) -> None:
    """What `show` prints agrees with all that was done, to the millisecond."""
    assert (data["candidate"], data["interviewer"], data["kit"]) == (
        "Sample Candidate",
        "Interviewer 7",
        "backend-senior",
    )
    assert (data["state"], data["elapsed_ms"], data["current"]) == ("ended", ms("45:00"), None)
    assert len(data["notes"]) == 30
    assert [
        (it["at_ms"], it["kind"], it["text"], it["competency"], it["layer"]) for it in data["notes"]
    ] == played.notes
    assert [(it["at_ms"], it["layer"], it["hint"], it["level"]) for it in data["hints"]] == played.hints
    assert [(it["layer"], it["active_ms"], it["outcome"], it["hints"]) for it in data["layers"]] == [
        ("one-process", ms("09:50"), "solved", 1),
        ("any-minute", ms("09:18"), "solved", 1),
        ("many-processes", ms("13:12"), data["layers"][2]["outcome"], 1),
        ("fairness", 0, "not-reached", 0),
    ]
    assert data["off_script_ms"] == ms("00:40")
    assert data["scores"] == dict(zip(ROWS, (4, 3, 2, 3, 3), strict=True))
    assert data["self_assessment"] == dict(zip(ROWS, (3, 2, 3, 3, 3), strict=True))
    assert [it["mark"] for it in data["signals"]] == ["yes", "partly"]
    assert data["milestones"] == [{"at_ms": ms("13:47"), "milestone": "first-code"}]
    assert data["dont_knows"] == [{"at_ms": ms("23:20"), "manner": "reasoned"}]
    assert data["branches"] == [{"at_ms": ms("23:40"), "topic": "deployment at their last job"}]
    (snippet,) = data["snippets"]
    assert (snippet["at_ms"], snippet["code"], snippet["language"]) == (ms("13:47"), CODE, "python")
    assert [(it["first"], it["last"]) for it in snippet["comments"]] == [(3, 3)]
    assert [it["text"] for it in data["their_questions"]] == ["How do you review each other's work?"]
    # 1 × 4 + 2 × 3 + 2 × 2 + 3 + 3 over 7, at a bar of 3.0
    assert (data["recommendation"]["score"], data["recommendation"]["bar"]) == (2.8571, 3.0)
    assert [point["heading"] for point in data["points"]] == ["went-well", "next"]


def check_reports(folder: Path, kit: Kit) -> None:
    """Both files say what the candidate is to read, and nothing that is not theirs."""
    pdf, html = sorted(folder.iterdir(), key=lambda path: path.suffix, reverse=True)
    assert pdf.stem == html.stem
    assert pdf.name.startswith("Sample Candidate, interview feedback, 2026-11-23 ")
    assert (pdf.suffix, html.suffix) == (".pdf", ".html")
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    written = " ".join(html.read_text("utf-8").split())
    for text in (printed, written):
        assert "Sample Candidate" in text
        assert "You asked what a good answer looks like before anything else." in text
        assert "Read about sliding windows with a counter for each half." in text
        assert "How you saw it, how we saw it" in text
        for secret in _secrets(kit):
            assert secret not in text


def _secrets(kit: Kit) -> list[str]:
    """Return words that may never be in a candidate's report."""
    layers = [layer for question in kit.questions for layer in question.layers]
    hints = [hint.say for layer in layers for hint in layer.hints]
    pitfalls = [pitfall for layer in layers for pitfall in layer.expected.pitfalls]
    categories = [row.title for row in kit.rubric.recommendations if row.id != "advance"]
    untold = [typed.partition(" @")[0].lstrip("+-?* ") for time, typed in NOTES.items() if time != "02:10"]
    return [" ".join(text.split())[:60] for text in (*hints, *pitfalls, *categories, *untold)]
