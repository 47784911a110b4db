"""When an interview is due: what a person types is understood, or they are told what is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interview_desk.domain.due import due_text, read_due, until_text
from interview_desk.domain.rules import Refused

NOON = datetime(2026, 11, 25, 12, 0).astimezone()  # a Wednesday, by the clock of this machine


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute).astimezone()


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("14:30", local(2026, 11, 25, 14, 30)),
        ("9", local(2026, 11, 26, 9)),
        ("today at 14.30", local(2026, 11, 25, 14, 30)),
        ("Tomorrow, 9:00", local(2026, 11, 26, 9)),
        ("tomorrow 2:30 pm", local(2026, 11, 26, 14, 30)),
        ("tomorrow 12am", local(2026, 11, 26, 0)),
        ("Fri 10", local(2026, 11, 27, 10)),
        ("wed 13:00", local(2026, 11, 25, 13)),
        ("wednesday 11h", local(2026, 12, 2, 11)),
        ("2026-12-01 14:30", local(2026, 12, 1, 14, 30)),
        ("1 Dec 14:30", local(2026, 12, 1, 14, 30)),
        ("December 1 at 14:30", local(2026, 12, 1, 14, 30)),
        ("3 Feb 2027 8:15", local(2027, 2, 3, 8, 15)),
        ("3 feb 8:15", local(2027, 2, 3, 8, 15)),
        ("24.12. 8:00", local(2026, 12, 24, 8)),
        ("24.12.2027 8:00", local(2027, 12, 24, 8)),
    ],
)
def test_the_ways_in_which_people_write_a_moment_are_understood(words: str, due: datetime) -> None:
    assert read_due(words, NOON.astimezone(UTC)) == due


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("tomorrow", "At what time? For instance “tomorrow 14:30”."),
        ("2026-12-01", "At what time?"),
        ("soon", "“soon” is no day and time: write it as “tomorrow 14:30”"),
        ("", "is no day and time"),
        ("25:00", "“25:00” is no day and time"),
        ("tomorrow 13 pm", "is no day and time"),
        ("30 Feb 10:00", "“30 Feb 10:00” is no day and time"),
        ("9:30:10", "is no day and time"),
        ("٣ Feb 10:00 x", "is no day and time"),
        ("today 11:00", "That is over already"),
        ("2026-11-24 11:00", "That is over already"),
        ("2062-11-24 11:00", "is the year right?"),
    ],
)
def test_what_is_missing_is_said(words: str, why: str) -> None:
    refused = read_due(words, NOON)
    assert isinstance(refused, Refused)
    assert why in refused.reason


def test_a_moment_is_said_as_people_say_it() -> None:
    assert due_text(local(2026, 11, 25, 14, 30), NOON) == "today, 14:30"
    assert due_text(local(2026, 11, 26, 0, 5), NOON) == "tomorrow, 00:05"
    assert due_text(local(2026, 11, 24, 9), NOON) == "yesterday, 09:00"
    assert due_text(local(2026, 12, 4, 9), NOON) == "Fri 4 Dec, 09:00"
    assert due_text(local(2027, 2, 3, 9), NOON) == "Wed 3 Feb 2027, 09:00"


def test_how_long_it_is_until_then_is_said_only_where_it_is_soon() -> None:
    assert until_text(NOON + timedelta(minutes=25), NOON) == "in 25 minutes"
    assert until_text(NOON + timedelta(minutes=1), NOON) == "in 1 minute"
    assert until_text(NOON + timedelta(seconds=10), NOON) == "now"
    assert until_text(NOON + timedelta(hours=3), NOON) == until_text(NOON - timedelta(minutes=3), NOON) == ""
