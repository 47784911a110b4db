"""Whatever a person typed comes out as itself, or is refused with a reason; it is never markup, in any output."""

from __future__ import annotations

import io
import json
from typing import Any

import html5lib
import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from interview_desk import reports
from interview_desk.errors import StorageError
from interview_desk.reports import Audience
from tests.reports.kits import Interview, whole_interview
from tests.reports.reading import pdf_text

HOSTILE = {
    "html": "<b>Ann</b> & <script>alert(1)</script> \"q\" 'x' &amp; &lt;",
    "attribute": '" onload="alert(1)\' ]]> --> {{ 7 * 7 }} {% raw %} </title></style>',
    "typst": '#eval("1") $x^2$ *b* _i_ @ref <lab> \\ `r` = h #import "x" // c /* d */',
    "markdown": "# H **b** _i_ [l](http://x) | t | ~~s~~ ![i](x) `c` @user #12 :smile: $x$ <i> http://x.org",
    "line starts": "- a\n+ b\n1. c\n2) d\n> e\n# f\n=== \n    g",
    "formula": '=cmd|"/c calc"!A1',
    "quotes": "\"}]}''' \\u0041 \\n %s {0}",
    "ligatures": "-> <= != === ... --- fi ffl",
    "accents": "Zoë Šimůnek Ångström Γιώργος Дмитрий",
    "path": "../../etc/passwd C:\\x",
}
TEAM_AND_CANDIDATE: tuple[Audience, ...] = ("candidate", "team")


def interview_of(text: str) -> Interview:
    """The text in every place that a person can type into."""
    it = whole_interview(candidate=text)
    strength = it.note("strength", text, "requirements")
    it.note("concern", text)
    it.note("come-back", text)
    it.point("went-well", text, strength)
    it.point("work-on", text, it.snippet(text, (1, 1, text)))
    it.point("next", text)
    return it


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("audience", TEAM_AND_CANDIDATE)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_comes_out_of_html_as_itself(text: str, audience: Audience) -> None:
    made = reports.render(interview_of(text).state, audience, "html").decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(made)
    assert squeezed("".join(tree.itertext())).count(squeezed(text)) >= 3
    assert not tree.findall(".//script")
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)


@pytest.mark.parametrize("audience", TEAM_AND_CANDIDATE)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_comes_out_of_pdf_as_itself(text: str, audience: Audience) -> None:
    made = pdf_text(reports.render(interview_of(text).state, audience, "pdf"))
    assert squeezed(made).count(squeezed(text)) >= 3


@pytest.mark.parametrize("audience", TEAM_AND_CANDIDATE)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_comes_out_of_rendered_markdown_as_itself(text: str, audience: Audience) -> None:
    made = reports.render(interview_of(text).state, audience, "md").decode()
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(made)
    tree = html5lib.parse(rendered, namespaceHTMLElements=False)
    assert squeezed("".join(tree.itertext())).count(squeezed(text)) >= 3
    assert not {element.tag for element in tree.iter()} & {"script", "a", "img", "i", "s", "b"}


def test_a_number_in_a_table_of_markdown_stands_as_it_is() -> None:
    made = reports.render(whole_interview().state, "team", "md").decode()
    assert "\\." not in made
    assert "| 3.00 |" in made


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_comes_out_of_json_as_itself(text: str) -> None:
    data = json.loads(reports.render(interview_of(text).state, "candidate", "json"))
    assert data["candidate"] == text
    assert data["went_well"][-1]["text"] == text.strip()


def test_text_that_turns_its_direction_turns_only_itself() -> None:
    text = "Ann\u202egpj.exe"
    state = interview_of(text).state
    html = reports.render(state, "candidate", "html").decode()
    assert f"<bdi>{text}</bdi> · <bdi>Rate limiter" in html
    pdf = pdf_text(reports.render(state, "candidate", "pdf"))
    assert "· Rate limiter, live coding ·" in pdf
    assert text in reports.render(state, "candidate", "md").decode()


@pytest.mark.parametrize("text", ["x" * 10_000, "word " * 2_000, "a\n" * 2_000], ids=["one word", "words", "lines"])
@pytest.mark.parametrize("format", ["pdf", "html", "md"])
def test_ten_thousand_characters_are_all_there(text: str, format: reports.Format) -> None:
    made = reports.render(interview_of(text).state, "candidate", format)
    found = pdf_text(made) if format == "pdf" else made.decode()
    assert squeezed(found).count(squeezed(text)[:200]) >= 3
    assert squeezed(found).count(text[0]) >= 3 * len(squeezed(text)) / len(set(squeezed(text)))


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[31mb", "a\x0cb", "a\x85b", "a\ud800b", "a\uffffb"])
@pytest.mark.parametrize("format", ["pdf", "html", "md", "json"])
def test_what_no_page_can_show_is_refused_with_a_reason(text: str, format: reports.Format) -> None:
    with pytest.raises(
        StorageError, match=r"“a….*b” holds a character that no page can show: U\+[0-9A-F]{4}; take it out"
    ):
        reports.render(interview_of(text).state, "candidate", format)


SCRIPTS = {
    "arabic": ("محمد علي", "NotoSansArabic"),
    "hebrew": ("דוד לוי", "NotoSansHebrew"),
    "devanagari": ("अमित", "NotoSansDevanagari"),
    "bengali": ("বাংলা", "NotoSansBengali"),
    "tamil": ("தமிழ்", "NotoSansTamil"),
    "thai": ("ประยุทธ์", "NotoSansThai"),
    "emoji": ("Ann 🎉 👩‍💻 ❤️ 🇩🇪", "NotoEmoji"),
}


@pytest.mark.parametrize(("text", "font"), SCRIPTS.values(), ids=SCRIPTS.keys())
def test_other_scripts_and_emoji_come_out_of_html_as_themselves_and_of_pdf_in_a_font_that_has_them(
    text: str, font: str
) -> None:
    state = interview_of(text).state
    assert text in reports.render(state, "candidate", "html").decode()
    made = reports.render(state, "candidate", "pdf")
    assert any(font in name for name in fonts(made))
    letters = {char for char in text if char.isalpha() or ord(char) > 0x1F000}
    assert letters - set(pdf_text(made)) == set()


def test_chinese_is_set_in_a_font_of_the_computer_or_refused_with_a_reason() -> None:
    state = interview_of("王小明").state
    assert "王小明" in reports.render(state, "candidate", "html").decode()
    try:
        made = pdf_text(reports.render(state, "candidate", "pdf"))
    except StorageError as refusal:
        made = str(refusal)
    assert made.startswith("The PDF can't show “王”: no font on this computer has it; install") or "王小明" in made


def fonts(data: bytes) -> set[str]:
    """The names of a PDF's fonts."""
    pages: Any = PdfReader(io.BytesIO(data)).pages
    found = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    return {str(font["/BaseFont"]) for font in found}


def test_a_character_that_no_font_has_is_refused_in_pdf_and_stands_in_html() -> None:
    text = "Ann \U00033480"  # of no script yet
    state = interview_of(text).state
    assert text in reports.render(state, "candidate", "html").decode()
    with pytest.raises(StorageError, match=r"no font on this computer has it; install .* or write HTML instead"):
        reports.render(state, "candidate", "pdf")
