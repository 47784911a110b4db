"""The catalogue of what reports say: the same keys and gaps in every language, all of them used, nothing left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import interview_desk
from interview_desk.domain.events import GivenLevel, MilestoneName
from interview_desk.domain.rubric import Level
from interview_desk.domain.script import Kind, SectionKind
from interview_desk.insights.phrasebook import LANGUAGES, Language, phrasebook
from interview_desk.insights.playbook import QUESTIONS
from interview_desk.settings import ReportLanguage

PACKAGE = Path(interview_desk.__file__).parent
ENGLISH = phrasebook("en").tongue.phrases
KEY_START = re.compile(r"[a-z-]+\.[a-z-]*")


def gaps(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def keys_in_the_code() -> Iterator[str]:
    """Every key that is asked for by name, and `start*` for one that is put together."""
    for path in (*PACKAGE.glob("insights/*.py"), *PACKAGE.glob("reports/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)) if text in ENGLISH:
                    yield text
                case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if re.fullmatch(
                    r"[a-z-]+\.[a-z-]*", start
                ):
                    yield f"{start}*"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key_with_the_same_gaps_and_all_its_plural_forms(language: Language) -> None:
    tongue = phrasebook(language).tongue
    assert set(tongue.phrases) == set(ENGLISH)
    forms = len({tongue.plural(n) for n in range(200)})
    for key, phrase in tongue.phrases.items():
        english = ENGLISH[key]
        assert isinstance(phrase, str) == isinstance(english, str), key
        wanted = gaps(english if isinstance(english, str) else english[-1])
        for form in (phrase,) if isinstance(phrase, str) else phrase:
            assert gaps(form) | {"n"} == wanted | {"n"}, key
            assert form == form.strip() or key.startswith(("opening.beside", "chart.")), key
        assert isinstance(phrase, str) or len(phrase) == forms, key
    assert len(tongue.months) == 12


def test_every_phrase_is_used() -> None:
    used = set(keys_in_the_code())
    starts = tuple(key.removesuffix("*") for key in used if key.endswith("*"))
    assert [key for key in ENGLISH if key not in used and not key.startswith(starts)] == []


def test_every_word_of_the_domain_has_its_phrase() -> None:
    levels = [level for part in get_args(GivenLevel) for level in get_args(part) or (part,)]
    wanted = [f"level.{it}" for it in get_args(Level)]
    wanted += [f"kind.{it}" for it in get_args(Kind)]
    wanted += [f"briefing.{it}" for it in get_args(SectionKind)]
    wanted += [f"milestone.{it}" for it in get_args(MilestoneName)]
    wanted += [f"hint.{it}" for it in levels]
    wanted += [f"playbook.{it.id}" for it in QUESTIONS]
    assert [key for key in wanted if key not in ENGLISH] == []


def test_the_settings_offer_the_languages_there_are() -> None:
    assert get_args(ReportLanguage) == get_args(Language) == tuple(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "date", "number", "signed", "share", "many"),
    [
        ("en", "1 March 2026", "3.05", "−0.30", "5 %", "12,345 interviews"),
        ("de", "1. März 2026", "3,05", "−0,30", "5 %", "12.345 Interviews"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    language: Language, date: str, number: str, signed: str, share: str, many: str
) -> None:
    book = phrasebook(language)
    assert book.date(datetime(2026, 3, 1, 12, tzinfo=UTC)) == date
    assert book.date(None) == ""
    assert (book.number(3.05), book.number(-0.3, signed=True), book.share(0.05)) == (number, signed, share)
    assert book.count("interviews", 12_345) == many


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [("en", "0 nudges", "1 nudge", "2 nudges"), ("de", "0 Anstöße", "1 Anstoß", "2 Anstöße")],
)
def test_a_number_gets_the_plural_form_that_it_needs(language: Language, none: str, one: str, two: str) -> None:
    book = phrasebook(language)
    assert [book.count("hints.nudge", n) for n in (0, 1, 2)] == [none, one, two]


def test_lists_end_with_the_languages_and() -> None:
    assert phrasebook("en").joined(["a", "b", "c"]) == "a, b and c"
    assert phrasebook("de").joined(["a", "b", "c"]) == "a, b und c"
    assert [phrasebook("de").joined(parts) for parts in ([], ["a"])] == ["", "a"]


def test_what_fills_a_gap_is_never_read_as_a_phrase() -> None:
    assert phrasebook("en").say("card.why", why="{0} {title} {{") == "Why: {0} {title} {{"
