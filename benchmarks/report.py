"""The candidate report: PDF the first and the next time against a bare page of typst, and HTML."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.measure import Row, paired, quantile
from interview_desk.domain.state import State
from tests.conducting import Conducted

_ONCE = "from benchmarks.report import {work}; from benchmarks.measure import milliseconds; print(milliseconds({work}))"


def finished(notes: int = 40) -> State:
    """Return an interview with as many notes as an hour has."""
    desk = Conducted()
    for number in range(notes):
        desk.wait(seconds=40)
        desk.note(f"+ note {number}: names the race between two calls @problem-solving")
    return desk.state


def pdf() -> object:
    from interview_desk.reports import render

    return render(finished(), "candidate", "pdf")


def html() -> object:
    from interview_desk.reports import render

    return render(finished(), "candidate", "html")


def bare_page() -> object:
    """Have typst set a page with one line, in the same fonts and to the same standard."""
    import typst

    from interview_desk import paths

    fonts = typst.Fonts(False, include_embedded_fonts=False, font_paths=[str(paths.resources("fonts"))])
    page = b'#set document(title: "Page")\n#set text(font: "Inter")\nA page.'
    return typst.Compiler(page, font_paths=fonts).compile(format="pdf", pdf_standards=["ua-1"])


def run(rounds: int = 5) -> list[Row]:
    """The first times are those of fresh processes, imports included; the next ones of this process."""
    first = [(_in_fresh_process("pdf"), _in_fresh_process("bare_page")) for _ in range(rounds)]
    next_pdf, next_bare = paired(pdf, bare_page, rounds)
    next_html, _ = paired(html, lambda: None, rounds)
    first_html = [_in_fresh_process("html") for _ in range(rounds)]
    ours, floor = ([pair[side] for pair in first] for side in (0, 1))
    return [
        Row("report as PDF, first", quantile(ours, 0.5), quantile(floor, 0.5), "ms", "≤ × 3, ≤ 600 ms"),
        Row("report as PDF, next", next_pdf, next_bare, "ms", "≤ × 3"),
        Row("report as HTML, first", quantile(first_html, 0.5), None, "ms", "≤ 200 ms"),
        Row("report as HTML, next", next_html, None, "ms", "≤ 200 ms"),
    ]


def _in_fresh_process(work: str) -> float:
    found = subprocess.run([sys.executable, "-c", _ONCE.format(work=work)], capture_output=True, check=True)
    return float(json.loads(found.stdout))
