"""PDF and HTML as files: tagged, titled, with their fonts, valid, asking nothing of the outside, the same each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from interview_desk import reports
from interview_desk.insights.phrasebook import LANGUAGES, Language
from interview_desk.reports import AUDIENCES, Audience
from tests.reports.kits import decided, whole_interview


@cache
def made(audience: Audience, language: Language = "en") -> PdfReader:
    it = decided(whole_interview())
    return PdfReader(io.BytesIO(reports.render(it.state, audience, "pdf", language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_pdf_is_tagged_and_says_its_title_and_language(audience: Audience, language: Language) -> None:
    reader = made(audience, language)
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert "Sample Candidate" in str(reader.metadata.title)
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(?:>|=\")1", xmp)


def tags(reader: PdfReader) -> list[tuple[str, DictionaryObject]]:
    found = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append((str(node["/S"]), node))
            if "/K" in node:
                walk(node["/K"])

    root: Any = reader.root_object
    walk(root["/StructTreeRoot"]["/K"])
    return found


HEADINGS = {f"/H{depth}": depth for depth in range(1, 7)}
STANDARD = {
    "/Document", "/P", "/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody", "/TR", "/TH",
    "/TD", "/Figure", "/Code", "/Div", "/Span", "/Strong", "/Em", "/BlockQuote", "/Caption", "/Formula", "/Link",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_headings_begin_with_one_title_and_leave_no_depth_out(audience: Audience, language: Language) -> None:
    names = [name for name, _ in tags(made(audience, language))]
    depths = [HEADINGS[name] for name in names if name in HEADINGS]
    assert (depths[0], depths.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(depths))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_tag_is_a_standard_one_and_none_that_should_say_something_is_empty(audience: Audience) -> None:
    reader = made(audience)
    root: Any = reader.root_object
    roles = root["/StructTreeRoot"].get("/RoleMap", {})
    for name, node in tags(reader):
        assert roles.get(name, name) in STANDARD
        if name in ("/Lbl", "/P", "/TH", "/H1", "/H2", "/H3"):
            assert "/K" in node, f"an empty {name}"
        if name == "/Figure":
            assert str(node["/Alt"]).strip()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_text_on_a_page_belongs_to_a_tag_or_is_marked_as_none(audience: Audience) -> None:
    pages: Any = made(audience).pages
    for page in pages:
        depth = 0
        content = page.get_contents()
        assert content is not None
        for operands, operator in content.operations:
            depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
            assert depth or operator not in (b"Tj", b"TJ"), operands
        assert depth == 0
        assert page["/Tabs"] == "/S"


def test_headings_tables_and_figures_are_tagged_as_such() -> None:
    found = tags(made("candidate"))
    names = [name for name, _ in found]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/L", "/LI", "/Figure"} <= set(names)
    figures = [node for name, node in found if name == "/Figure"]
    assert len(figures) == 1
    assert "Layer 1, One process: you, 0:00 to 10:39" in str(figures[0]["/Alt"])


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_font_of_a_pdf_is_embedded_and_ours(audience: Audience) -> None:
    names = set()
    pages: Any = made(audience).pages
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described)
            names.add(str(described["/FontName"]).split("+")[1].split("-")[0])
    assert names <= {"Inter", "JetBrainsMono"}


def test_the_same_interview_makes_the_same_bytes() -> None:
    first, second = (reports.render(whole_interview().state, "candidate", "pdf") for _ in range(2))
    assert first == second


def test_code_keeps_its_characters_and_its_indentation() -> None:
    html = reports.render(whole_interview().state, "candidate", "html").decode()
    pre = re.search(r"<pre[^>]*>(.*?)</pre>", html, re.DOTALL)
    assert pre is not None
    bare = re.sub(r"<[^>]+>", "", re.sub(r'<span class="number".*?</span>', "", pre[1]))
    assert "    return self.hits[key, w] &lt;= self.limit" in bare.splitlines()[3]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_html_is_one_file_without_script_or_outside_request(audience: Audience) -> None:
    html = reports.render(decided(whole_interview()).state, audience, "html").decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>" in html
    without_namespace = html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"<script|<link|<iframe|<img|https?:|url\(|@import|src=|href=", without_namespace)


def test_nothing_for_paper_is_imported_before_it_is_used() -> None:
    program = (
        "import sys, interview_desk.reports, interview_desk.insights.summary\n"
        "late = {'jinja2', 'typst', 'pygments', 'numpy'} & set(sys.modules)\n"
        "assert not late, late"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
