"""A real window, real keys, a real database: the whole script, and kill −9 at random moments of it."""

from __future__ import annotations

import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.x11.window import ROOT, Window, environment, wait_for

pytestmark = pytest.mark.x11

KIT = "backend-senior"
SEED = 20261123
LONGEST_RESUME_S = 5  # the goal is one; a computer that does other things meanwhile takes longer
CLOCKS_MS = 20  # what two clocks of one computer may be apart after a minute, and the time one call takes
HANDLED_MS = 500  # how long after xdotool is done the window may take to hear of a key on a busy computer
KINDS = ("strength", "concern", "come-back", "key-moment", "plain")
SIGNS = ("+ ", "- ", "? ", "* ", "")
TAGS = (" @requirements", " @problem-solving", "", " @trade-offs", " @communication")
NOTES = [f"{SIGNS[i % 5]}heard sentence number {i} of this talk{TAGS[i % 5]}" for i in range(30)]
ROWS = ("requirements", "problem-solving", "correctness", "trade-offs", "communication")


Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person does: a note to type, or keys that make so many entries."""

    note: str = ""
    keys: tuple[str, ...] = ()
    entries: int = 1

    def done_in(self, window: Window) -> None:
        if self.note:
            window.note(self.note)
        else:
            window.do(*self.keys, entries=self.entries)


def script() -> list[Step]:
    """Return the interview: 30 notes, 3 hints, 2 layers finished, every row scored."""
    notes = [Step(note=text) for text in NOTES]
    hint, on = Step(keys=("ctrl+h",)), Step(keys=("ctrl+Return",))
    scores = [Step(keys=("ctrl+Down",) * (row > 0) + (f"alt+{score}",)) for row, score in enumerate((3, 4, 2, 3, 3))]
    return [
        *notes[:3],
        on,
        *notes[3:9],
        hint,
        *notes[9:12],
        on,
        *notes[12:18],
        hint,
        hint,
        *notes[18:24],
        on,
        *notes[24:],
        *scores,
    ]


@pytest.fixture
def window(display: str, tmp_path: Path) -> Iterator[Window]:
    made = Window(display, tmp_path / "home")
    yield made
    made.end()


def shown(window: Window, *words: str) -> Any:
    """Return what `show --format json` prints of the newest session."""
    command = [sys.executable, "-m", "interview_desk", "show", "latest", "--format", "json", *words]
    env = environment("", window.data)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_whole_script_by_real_keys_agrees_with_what_is_shown_to_the_second(window: Window) -> None:
    window.start("conduct", KIT, "--candidate", "Sample Candidate", "--interviewer", "Interviewer 7", "--start")
    window.wait_shown()
    window.wait_saved(2)
    now = window.journal.elapsed_ms
    times: list[Span] = []  # between which moments each note's first key was pressed
    hints: list[Span] = []
    for step in script():
        before = now()
        if step.note:
            window.type(step.note[:1])
            times.append((before, now()))
            Step(note=step.note[1:]).done_in(window)
        else:
            step.done_in(window)
            if step.keys == ("ctrl+h",):
                hints.append((before, now()))
    before = now()
    window.do("ctrl+e")
    end = (before, now())
    for _ in ROWS:
        window.do("3")
        window.press("Down")
    window.press("ctrl+3")
    window.type("E")
    wait_for(lambda: reports_after(window, "ctrl+shift+p", ".pdf"), "the PDF")
    wait_for(lambda: reports_after(window, "ctrl+shift+l", ".html"), "the HTML")
    running = shown(window)
    assert window.quit() == ""
    data = shown(window)
    assert data == running

    assert data["state"] == "ended"
    assert [it["text"] for it in data["notes"]] == [re.sub(r"^[-+?*] | @\S+$", "", note) for note in NOTES]
    assert [it["kind"] for it in data["notes"]] == [KINDS[number % 5] for number in range(30)]
    assert [it["level"] for it in data["hints"]] == ["nudge", "nudge", "pointer"]
    seen = [*(it["at_ms"] for it in data["notes"]), *(it["at_ms"] for it in data["hints"]), data["elapsed_ms"]]
    for at, (early, late) in zip(seen, [*times, *hints, end], strict=True):
        assert early - CLOCKS_MS <= at <= late + HANDLED_MS
    assert [it["outcome"] for it in data["layers"]][:2] == ["solved", "solved"]
    assert [it["hints"] for it in data["layers"]] == [1, 2, 0, 0]
    assert data["scores"] == dict(zip(ROWS, (3, 4, 2, 3, 3), strict=True))
    assert data["self_assessment"] == dict.fromkeys(ROWS, 3)
    assert data["recommendation"]["calibration"] == "uncalibrated"
    check_pdf(next((window.data / "reports").glob("*.pdf")))
    check_html(next((window.data / "reports").glob("*.html")))


def reports_after(window: Window, keys: str, ending: str) -> list[Path]:
    """Return the reports of a kind; the keys that make one are pressed until there is one."""
    found = list((window.data / "reports").glob(f"*{ending}"))
    if not found:
        window.press(keys)
        end = time.monotonic() + 3
        while not found and time.monotonic() < end:
            time.sleep(0.02)
            found = list((window.data / "reports").glob(f"*{ending}"))
    return found


def check_pdf(file: Path) -> None:
    """The PDF opens, is tagged, names its title and language, and brings every font with it."""
    reader = PdfReader(file)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Your interview feedback")
    fonts = [font for page in reader.pages for font in fonts_of(page)]
    assert fonts
    for font in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font), font
    assert "Sample Candidate" in " ".join(page.extract_text() for page in reader.pages)


def fonts_of(page: Any) -> list[Any]:
    """Return the descriptor of every font of a page; a Type 3 font is its own file."""
    found = []
    for reference in page["/Resources"].get("/Font", {}).values():
        font = reference.get_object()
        if font["/Subtype"] == "/Type0":
            font = font["/DescendantFonts"][0].get_object()
        found.append(font["/FontDescriptor"].get_object())
    return found


class _Asking(HTMLParser):
    """Collects what a page would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.language = ""
        self.title = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.language = given.get("lang") or ""
        self.title = self.title or tag == "title"
        if tag in ("script", "iframe", "object", "embed", "link", "base"):
            self.found.append(tag)
        self.found += [name for name in given if name.startswith("on")]
        for name in ("src", "srcset", "href", "xlink:href", "action", "data", "poster"):
            value = given.get(name) or ""
            if value and not value.startswith(("#", "data:")):
                self.found.append(f"{name}={value}")


def check_html(file: Path) -> None:
    """The HTML is one file that runs nothing and asks for nothing."""
    text = file.read_text("utf-8")
    page = _Asking()
    page.feed(text)
    assert page.found == []
    assert page.language == "en"
    assert page.title
    assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", text)
    assert "Sample Candidate" in text


@dataclass(frozen=True, slots=True)
class Killed:
    """What was known from outside just before the window was killed."""

    saved: list[tuple[int, int, str, str]]
    half_typed: str
    elapsed_ms: float
    layer: str | None
    entering: bool
    """Whether the kill came right after Enter, in the midst of saving the half-typed note."""


@pytest.fixture(scope="module")
def took() -> list[tuple[float, float]]:
    """How long each resume took, in seconds: until the window stood, and until it had saved what was entered in it."""
    return []


def test_a_kill_at_a_random_moment_loses_nothing(window: Window, kill: int, took: list[tuple[float, float]]) -> None:
    before = killed(window, random.Random(SEED + kill))
    took.append(resumed(window, before))


def test_resuming_after_a_kill_is_a_matter_of_a_moment(took: list[tuple[float, float]]) -> None:
    if not took:
        pytest.skip("nothing was killed")
    for what, found in zip(("stood and saved", "had saved a note"), zip(*took, strict=True), strict=True):
        seconds = " ".join(f"{it:.2f}" for it in sorted(found))
        print(f"\nfrom process start until the window {what}, s: {seconds}", end="")
        assert statistics.median(found) < LONGEST_RESUME_S


def killed(window: Window, chance: random.Random) -> Killed:
    """Play the script up to a random step, type half a note, and kill the process at a random instant."""
    window.start("conduct", KIT, "--start")
    window.wait_shown()
    window.wait_saved(2)
    steps = script()
    for step in steps[: chance.randrange(len(steps))]:
        step.done_in(window)
    half = f"half a note, {chance.randrange(1000)}"
    window.type(half)
    wait_for(lambda: window.journal.draft() == half, "the draft")
    current = shown(window)["current"]
    time.sleep(chance.random())
    entering = chance.random() < 0.5
    saved, now = window.journal.entries(), window.journal.elapsed_ms()
    if entering:
        window.press("Return")
        time.sleep(chance.random() * 0.03)
    elif chance.random() < 0.5:
        window.type(", and more")
    window.kill()
    return Killed(saved, half, now, current["layer"] if current else None, entering)


def resumed(window: Window, before: Killed) -> tuple[float, float]:
    """Assert that nothing is lost and that the interview goes on.

    Returns the seconds from the start of the process until the window stood and saved, and until it had saved what
    was entered in it.
    """
    assert window.journal.is_whole()
    there = window.journal.entries()
    assert there[: len(before.saved)] == before.saved
    # The half-typed note is a draft or, where Enter came in time, a note: never neither, never both.
    draft = window.journal.draft()
    noted = len(there) > len(before.saved)
    assert noted == (draft == "")
    assert (str(json.loads(there[-1][3])["text"]) if noted else draft).startswith(before.half_typed)
    assert before.entering or not noted
    left = shown(window)
    assert left["state"] == "interrupted"
    assert left.get("draft", {"text": ""})["text"] == draft

    window.start("conduct", KIT, "--resume")
    window.wait_saved(len(there) + 1)  # it begins to save once it stands on the screen
    painted = time.monotonic() - window.started_at
    if noted:
        window.type("back again")
    window.press("Return")
    window.wait_saved(len(there) + 2)
    answered = time.monotonic() - window.started_at

    (_, offset, gap, _), (_, _, note, body) = window.journal.entries()[-2:]
    assert (gap, note) == ("interrupted", "note-taken")
    assert json.loads(body)["text"] == ("back again" if noted else draft)
    # The time goes on from the last sign of life, which comes every two seconds.
    assert before.elapsed_ms - 3_000 <= offset <= before.elapsed_ms + 1_000
    now = shown(window)
    assert (now["current"] or {}).get("layer") == before.layer
    assert now["state"] == "running"
    return painted, answered
