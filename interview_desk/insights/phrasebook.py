"""What the reports say, in the language that was chosen: every string by its key, plural forms, dates and numbers.

A language is one module of `phrases/`; a test holds that each has every key, with the same gaps to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, Literal

Language = Literal["en", "de"]
LANGUAGES: Final[Mapping[Language, str]] = {"en": "English", "de": "Deutsch"}

# From here on digits stand in groups of three.
_GROUPED = 10_000


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: how it counts and writes dates, and its phrases; one that counts has a form for each plural.

    `plural` gives the place of a number's form, `date` fills the day's number, the month's name and the year, `moment`
    the weekday, a date and a time.
    """

    language: Language
    plural: Callable[[int], int]
    numbers: tuple[str, ...]
    days: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    moment: str
    decimal: str
    group: str
    per_cent: str
    conjunction: str
    phrases: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Says things in one language; a key that is not there is a mistake of the program, and a KeyError."""

    tongue: Tongue

    @property
    def language(self) -> Language:
        return self.tongue.language

    def say(self, key: str, /, **values: object) -> str:
        """Return a phrase with its gaps filled; what fills them is never read as a phrase."""
        phrase = self.tongue.phrases[key]
        assert isinstance(phrase, str), f"{key} counts something"
        return phrase.format(**values)

    def count(self, key: str, n: int, /, **values: object) -> str:
        """Return a phrase in the form that a number needs, with that number in its gap `n`."""
        forms = self.tongue.phrases[key]
        assert not isinstance(forms, str), f"{key} counts nothing"
        return forms[self.tongue.plural(n)].format(n=self.whole(n), **values)

    def joined(self, parts: Sequence[str]) -> str:
        """Return `a`, `a and b` or `a, b and c`."""
        if len(parts) < 2:
            return "".join(parts)
        return f" {self.tongue.conjunction} ".join([", ".join(parts[:-1]), parts[-1]])

    def word(self, n: int) -> str:
        """Return a small number as a word, a larger one in figures."""
        return self.tongue.numbers[n] if 0 <= n < len(self.tongue.numbers) else self.whole(n)

    def whole(self, n: int) -> str:
        """Return a whole number in figures."""
        return f"{n:,}".replace(",", self.tongue.group) if abs(n) >= _GROUPED else str(n)

    def number(self, value: float, places: int = 2, *, signed: bool = False) -> str:
        """Return a number with its decimals; `signed` gives a plus too, and the minus is a minus."""
        text = f"{value:+.{places}f}" if signed else f"{value:.{places}f}"
        return text.replace(".", self.tongue.decimal).replace("-", "−")

    def short_number(self, value: float) -> str:
        """Return a number with as many decimals as it needs: `3`, `2.5`."""
        return f"{value:g}".replace(".", self.tongue.decimal)

    def share(self, value: float) -> str:
        """Return a share of one in per cent."""
        return f"{round(value * 100)}{self.tongue.per_cent}"

    def date(self, at: datetime | None) -> str:
        """Return a date as one writes it, `22 November 2026`, where the reader is; empty without one."""
        if at is None:
            return ""
        local = at.astimezone()
        return self.tongue.date.format(day=local.day, month=self.tongue.months[local.month - 1], year=local.year)

    def moment(self, at: datetime) -> str:
        """Return a date with its weekday and time, and how far that is from UTC: it may be read under another sun."""
        local = at.astimezone()
        day, away = self.tongue.days[local.weekday()], f"{local:%z}"
        said = self.tongue.moment.format(day=day, date=self.date(at), time=f"{local:%H:%M}")
        return f"{said} (UTC{away[:3]}:{away[3:5]})"


@cache
def phrasebook(language: Language) -> Phrasebook:
    """Return the phrasebook of a language; a language's phrases are read when they are first asked for."""
    if language == "de":
        from interview_desk.insights.phrases.german import GERMAN

        return Phrasebook(GERMAN)
    from interview_desk.insights.phrases.english import ENGLISH

    return Phrasebook(ENGLISH)
