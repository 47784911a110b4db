"""When an interview is due: read from the words that a person types, and said in words again."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from interview_desk.domain.rules import Refused

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LITTLE_WORDS = frozenset({"at", "on", "the", "of", "this"})
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)?\s*([ap]m)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_FURTHEST = timedelta(days=731)
_EXAMPLE = "write it as “tomorrow 14:30”, “Fri 9:00” or “2026-12-01 14:30”"


def read_due(words: str, now: datetime) -> datetime | Refused:
    """Return the moment that the words name, by the clock of this machine, or what is missing in them.

    A time alone is the next one; a day of the week is the next such day, today included while the time is ahead.
    """
    said = words.strip()
    parts = [part for part in said.casefold().replace(",", " ").split() if part not in _LITTLE_WORDS]
    today = now.astimezone().date()
    try:
        day, again, rest = _day(parts, today)
        if day is not None and not rest:
            return Refused(f"At what time? For instance “{said} 14:30”.")
        clock = _clock(" ".join(rest))
        due = datetime.combine(day or today, clock).astimezone()
        if due <= now and again:
            due = datetime.combine((day or today) + timedelta(days=again), clock).astimezone()
    except (ValueError, OverflowError):  # no such day, or no such time
        return Refused(f"“{said}” is no day and time: {_EXAMPLE}.")
    if due <= now:
        return Refused("That is over already: choose a moment that is still to come.")
    return due if due - now < _FURTHEST else Refused("That is more than two years away: is the year right?")


def _day(parts: list[str], today: date) -> tuple[date | None, int, list[str]]:
    """Return the day that the first words name, in how many days it comes again, and the other words."""
    first = parts[0] if parts else ""
    if first in ("today", "tomorrow"):
        return today + timedelta(days=first == "tomorrow"), 0, parts[1:]
    if (weekday := _nth(first, _DAYS)) is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7), 7, parts[1:]
    if found := _ISO.fullmatch(first):
        return date(int(found[1]), int(found[2]), int(found[3])), 0, parts[1:]
    if found := _POINTED.fullmatch(first):
        return _this_or_next_year(today, int(found[1]), int(found[2]), found[3] or ""), 0, parts[1:]
    for number, name in (parts[:2], parts[1::-1]) if len(parts) > 1 else ():
        if number.isdecimal() and (month := _nth(name, _MONTHS)) is not None:
            year = parts[2] if len(parts) > 2 and re.fullmatch(r"\d{4}", parts[2]) else ""
            return _this_or_next_year(today, int(number), month + 1, year), 0, parts[3 if year else 2 :]
    return None, 1, parts


def _this_or_next_year(today: date, day: int, month: int, year: str) -> date:
    there = date(int(year) if year else today.year, month, day)
    return there.replace(year=today.year + 1) if not year and there < today else there


def _nth(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of the names a word of three letters or more begins."""
    return next((at for at, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def _clock(text: str) -> time:
    if (found := _CLOCK.fullmatch(text)) is None:
        raise ValueError(text)
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, int(found[2] or 0))


def due_text(due: datetime, now: datetime | None = None) -> str:
    """Return when something is due, as a person says it: `today, 14:30`, `Fri 4 Dec, 09:00`; without `now` the date."""
    there, here = due.astimezone(), (now or due).astimezone()
    days = (there.date() - here.date()).days
    named = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days) if now is not None else None
    if named is None:
        year = f" {there.year}" if there.year != here.year or now is None else ""
        weekday, month = _DAYS[there.weekday()][:3].capitalize(), _MONTHS[there.month - 1][:3].capitalize()
        named = f"{weekday} {there.day} {month}{year}"
    return f"{named}, {there:%H:%M}"


def until_text(due: datetime, now: datetime) -> str:
    """Return how long it is until then, where that is soon: `in 25 minutes`; empty where it isn't, or is over."""
    minutes = round((due - now).total_seconds() / 60)
    if not 0 <= minutes < 120:
        return ""
    return "now" if minutes == 0 else f"in {minutes} minute{'' if minutes == 1 else 's'}"
