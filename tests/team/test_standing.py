"""How the delivery stands, in a sentence: nothing where all is well, and plain words where it isn't."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interview_desk.errors import StorageError
from interview_desk.storage.trouble import in_words
from interview_desk.team.standing import Standing

SINCE = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
AT = f"{SINCE.astimezone():%H:%M}"


def standing(why: str, remedy: str = "", waiting: int = 3) -> Standing:
    return Standing(
        waiting=waiting, failures=2, since=SINCE, trouble=StorageError("The database can't be opened", why, remedy)
    )


@pytest.mark.parametrize(
    ("why", "remedy", "words"),
    [
        ("the database server does not answer", "check the network", "it can't be reached since {}."),
        ("the database server refuses the user", "check PGPASSWORD", "it refuses the user since {}; check PGPASSWORD."),
        ("the database server is starting", "try again in a moment", "it is starting since {}."),
        ("its schema is an older one", "run `db upgrade`", "its schema is an older one since {}; run `db upgrade`."),
        ("", "", "The database can't be opened since {}."),
    ],
)
def test_it_says_how_many_wait_since_when_and_why(why: str, remedy: str, words: str) -> None:
    assert standing(why, remedy).sentence() == f"3 entries wait for the team's database: {words.format(AT)}"


def test_one_entry_waits_and_many_do_too() -> None:
    assert standing("x", waiting=1).sentence().startswith("1 entry waits for the team's database: ")
    assert standing("x", waiting=12_000).sentence().startswith("12,000 entries wait for the team's database: ")


def test_where_nothing_waits_a_server_that_is_away_is_no_concern() -> None:
    assert standing("the database server does not answer", waiting=0).sentence() == ""
    assert Standing(waiting=4).sentence() == ""


def test_a_session_that_is_refused_is_named_and_what_can_not_be_read_is_said() -> None:
    assert (
        Standing(refused=("Session one can't be delivered.", "Another.")).sentence()
        == "Session one can't be delivered."
    )
    assert Standing(unread="What waits can't be read.", refused=("x",)).sentence() == "What waits can't be read."


def test_a_drivers_own_words_are_never_repeated() -> None:
    words = in_words("The journal can't be read", OSError("a note of the interview"))
    assert "note" not in Standing(waiting=1, failures=1, since=SINCE, trouble=words).sentence()
