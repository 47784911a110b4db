"""Whatever was typed comes out of every renderer as itself, or is refused: never as markup, a formula or a path."""

from __future__ import annotations

import csv
import json
import re
import tempfile
from pathlib import Path

import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interview_desk import reports
from interview_desk.domain.past import Past, one_line
from interview_desk.errors import StorageError
from interview_desk.insights.past_files import read_folder, write_folder
from interview_desk.reports.exporter import safe_name
from tests.reports.kits import Interview
from tests.reports.test_hostile_text import interview_of, squeezed

PIECES = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style>", "&lt;", '"', "'", "`", "{{", "{%",
    "#eval(1)", "$x$", "**", "__", "[a](http://x)", "![a](b)", "|", "\\", "# ", "- ", "1. ", "> ", "\n", "\n\n", "    ",
    "=1+1", "+1", "-1", "@x", "\t=1", "../", "C:\\", "con", "\u202e", "\u200b", "é", "東京", "\U0001f642", "a", " ",
)  # fmt: skip
TEXT = (
    st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), min_size=1, max_size=8)
    .map("".join)
    .filter(str.strip)
)
FORMULA = re.compile(r"\s*[=+\-@\t\r]")


def rendered(it: Interview, form: reports.Format, audience: reports.Audience = "candidate") -> str | None:
    """Return a report, or None where a character is refused with a reason."""
    try:
        return reports.render(it.state, audience, form).decode()
    except StorageError as error:
        assert "no page can show" in str(error)  # noqa: PT017
        return None


@settings(max_examples=25)
@given(TEXT)
def test_no_text_becomes_markup_in_html(text: str) -> None:
    made = rendered(interview_of(text), "html")
    if made is None:
        return
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    assert squeezed(text) in squeezed("".join(tree.itertext()))
    assert not {str(element.tag) for element in tree.iter()} & {
        "script",
        "img",
        "iframe",
        "form",
    }
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)


@settings(max_examples=25)
@given(TEXT)
def test_no_text_becomes_markup_in_markdown(text: str) -> None:
    made = rendered(interview_of(text), "md", "team")
    if made is None:
        return
    tree = html5lib.parse(
        MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(made), namespaceHTMLElements=False
    )
    assert squeezed(text) in squeezed("".join(tree.itertext()))
    assert not {str(element.tag) for element in tree.iter()} & {
        "script",
        "a",
        "img",
        "iframe",
    }


@settings(max_examples=15)
@given(TEXT)
def test_no_text_breaks_json_or_greenhouses_shape(text: str) -> None:
    it = interview_of(text)
    for form, audience in (("json", "candidate"), ("greenhouse", "team")):
        made = rendered(it, form, audience)  # type: ignore[arg-type]
        assert made is None or json.loads(made)


@settings(max_examples=8)
@given(TEXT)
def test_no_text_is_run_by_typst(text: str) -> None:
    try:
        made = reports.render(interview_of(text).state, "candidate", "pdf")
    except StorageError as error:
        assert "no page can show" in str(error) or "no font on this computer" in str(error)  # noqa: PT017
        return
    assert made.startswith(b"%PDF")


@given(TEXT)
def test_no_text_becomes_a_path(text: str) -> None:
    name = safe_name(text)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert Path(name).name == name or name in ("", ".")
    assert name not in (".", "..")
    assert len(name.encode()) <= 81


@settings(max_examples=40)
@given(st.lists(TEXT.map(one_line).filter(bool), min_size=6, max_size=6))
def test_no_name_becomes_a_formula_in_a_spreadsheet(names: list[str]) -> None:
    candidate, interviewer, question, role, stage, competency = names
    past = Past(
        sessions=[("s1", candidate, interviewer, question, "1", "senior", role, 40.0, None, 1_700_000_000)],
        layers=[("s1", 1, "done", 8.5, 1)],
        scores=[("s1", interviewer, True, competency, 3.0)],
        outcomes=[(candidate, stage, 1_700_100_000, True)],
    )
    with tempfile.TemporaryDirectory() as name:
        folder = write_folder(past, Path(name) / "out")
        cells = [
            cell
            for file in folder.iterdir()
            for row in csv.reader(file.read_text("utf-8-sig").splitlines())
            for cell in row
        ]
        assert not [cell for cell in cells if FORMULA.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]
        again, problems = read_folder(folder)
    assert problems == []
    assert again is not None
    assert again.sessions[0][1:4] == past.sessions[0][1:4]


def test_an_export_without_any_score_comes_back() -> None:
    past = Past(sessions=[("s1", "Ada", "Ivan", "q", "1", "senior", "dev", 40.0, None, 1_700_000_000)])
    with tempfile.TemporaryDirectory() as name:
        again, problems = read_folder(write_folder(past, Path(name) / "out"))
    assert problems == []
    assert again is not None
    assert again.sessions == past.sessions
