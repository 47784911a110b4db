"""PDF and HTML as files: tagged, titled, with their fonts, valid, asking nothing of the outside, the same each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from interview_desk import reports
from interview_desk.reports import AUDIENCES, Audience
from tests.reports.kits import decided, whole_interview


def made(audience: Audience) -> PdfReader:
    return PdfReader(io.BytesIO(reports.render(decided(whole_interview()).state, audience, "pdf")))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_pdf_is_tagged_and_says_its_title_and_language(audience: Audience) -> None:
    reader = made(audience)
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
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
