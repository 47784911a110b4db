"""How long ago something was, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from interview_desk.ui.pages.ages import ago

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=13), "13 days ago"),
    ],
)
def test_an_age_is_said_as_a_person_would(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW) == words


def test_what_is_older_than_two_weeks_has_its_date() -> None:
    assert ago(datetime(2026, 2, 1, 12, 0, tzinfo=UTC), NOW) == "1 Feb 2026"
