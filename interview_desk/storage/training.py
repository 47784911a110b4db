"""Training sets on their way: handed out as one file without names and scores, and reviews coming back as another.

A set's file, `*.deskset`, is an archive of anonymous bundles, `sessions/*.desk`; what comes back, `*.deskreviews`, one
of `reviews/*.jsonl`. Both are read trusting nothing, and taken in whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from interview_desk.domain.events import Opened
from interview_desk.domain.review import ReviewBegun, ReviewEntry, flaw
from interview_desk.errors import StorageError, UsageError
from interview_desk.storage import archive, bundle
from interview_desk.storage.anonymous import anonymous
from interview_desk.storage.archive import refused
from interview_desk.storage.journal import Journal
from interview_desk.storage.names import is_copy
from interview_desk.storage.review_lines import LARGEST_REVIEW, REVIEW, from_lines, review_of, to_lines
from interview_desk.storage.reviews import LONGEST_TITLE, Reviews

SET_SUFFIX: Final = ".deskset"
REVIEWS_SUFFIX: Final = ".deskreviews"

_SESSION = re.compile(r"sessions/([0-9a-z][0-9a-z-]{0,63})\.desk")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A training set as it came: its title, and the copies in it in their order."""

    title: str
    sessions: tuple[str, ...]


def hand_out(journal: Journal, title: str, file: Path) -> HandedOut:
    """Write a training set to a file: every session without names, scores, call and reviews, in the set's order.

    Raises UsageError for a title that no set has.
    """
    title, sessions = chosen_set(Reviews(journal.engine), title)
    parts = {}
    for session in sessions:
        id, entries = (
            (session, journal.read(session)) if is_copy(session) else anonymous(session, journal.read(session))
        )
        parts[f"sessions/{id}.desk"] = bundle.pack(id, entries, hide_names=True)
    ids = [name[len("sessions/") : -len(".desk")] for name in parts]
    archive.save(file, archive.packed({"kind": "training-set", "title": title, "sessions": ids}, parts))
    return HandedOut(title, tuple(ids))


def read_set(file: Path) -> tuple[HandedOut, dict[str, bundle.Bundle]]:
    """Return what a set's file holds, once everything in it has been checked."""
    what = f"{file.name} can't be imported"
    manifest, parts = archive.checked(archive.read_file(file, what, SET_SUFFIX), what, [], _session_limit)
    if manifest.get("kind") != "training-set":
        raise refused(what, "it is no training set")
    title, order = _title(manifest, what), manifest.get("sessions")
    found = {_id(name): bundle.unpack(content, f"{what} ({name})") for name, content in parts.items()}
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(found) or not found:
        raise refused(what, "its manifest does not name the sessions that are in it")
    for id, it in found.items():
        if it.session != id or not it.anonymous or not is_copy(id) or it.reviews:
            raise refused(what, f"{id} is no anonymous copy of a session")
    return HandedOut(title, tuple(order)), found


def take_in(journal: Journal, file: Path) -> HandedOut:
    """Add the sessions of a set that was handed out, and the set itself; what is there already changes nothing."""
    done, found = read_set(file)
    with_known = {row.id: row.last_seq for row in journal.sessions()}
    for id, it in found.items():  # looked at first, so that none is added where another can't be
        if id in with_known and journal.read(id) != it.entries[: with_known[id]]:
            what, why = f"{file.name} can't be imported", f"the session {id} says something else here"
            raise StorageError(what, why, "nothing was changed")
    for it in found.values():
        bundle.add(journal, it)
    Reviews(journal.engine).choose(done.title, done.sessions)
    return done


def hand_in(journal: Journal, title: str, reviewer: str, file: Path) -> int:
    """Write what a person said and submitted about the sessions of a set to a file; returns how many reviews.

    Raises UsageError where there is nothing to hand in.
    """
    reviews = Reviews(journal.engine)
    title, sessions = chosen_set(reviews, title)
    mine = [
        it
        for it in reviews.listed(reviewer=reviewer)
        if it.session in sessions and (it.purpose == "comments" or (it.purpose == "blind" and it.submitted))
    ]
    if not mine:
        raise UsageError(f"There is nothing to hand in of “{title}”", "", "score its sessions blind and submit first")
    parts = {f"reviews/{it.id}.jsonl": to_lines(reviews.read(it.id)) for it in mine}
    archive.save(file, archive.packed({"kind": "reviews", "title": title}, parts))
    return len(parts)


def collect(journal: Journal, file: Path) -> int:
    """Add the reviews that somebody handed in, all or none; returns of how many something was new.

    A review of an anonymous copy is kept as one of the session it is a copy of.
    """
    what = f"{file.name} can't be collected"
    manifest, parts = archive.checked(archive.read_file(file, what, REVIEWS_SUFFIX), what, [], _review_limit)
    if manifest.get("kind") != "reviews" or not parts:
        raise refused(what, "there are no reviews in it")
    reviews = Reviews(journal.engine)
    found: dict[str, list[ReviewEntry]] = {}
    for name, content in sorted(parts.items()):
        entries = from_lines(content, name, what, None, None)
        begun = entries[0].event
        assert isinstance(begun, ReviewBegun)
        try:
            opened = journal.read(reviews.session_for(begun.session))[0].event
        except StorageError as error:
            raise refused(what, f"{name}: {error.why}", "import that session first") from error
        assert isinstance(opened, Opened)
        if wrong := flaw(entries, opened.kit.rubric):
            raise refused(what, f"{name}: {wrong}")
        found[review_of(name)] = entries
    reviews.expect_same(found)
    return reviews.keep_all(found)


def chosen_set(reviews: Reviews, title: str) -> tuple[str, Sequence[str]]:
    """Return the title as it is written and the sessions of a training set; raises UsageError where there is none."""
    sets = reviews.training_sets()
    wanted = " ".join(title.split()).casefold()
    for known, sessions in sets.items():
        if known.casefold() == wanted:
            return known, sessions
    known_titles = ", ".join(f"“{it}”" for it in sets) or "none was made yet"
    raise UsageError(f"There is no training set “{title}”", known_titles, "see `interview-desk training list`")


def _title(manifest: dict[str, Any], what: str) -> str:
    title = manifest.get("title")
    if not isinstance(title, str) or not title.strip() or len(title) > LONGEST_TITLE or not title.isprintable():
        raise refused(what, "its title is none that a set could have")
    return title


def _id(name: str) -> str:
    found = _SESSION.fullmatch(name)
    assert found is not None
    return found[1]


def _session_limit(name: str) -> int | None:
    return archive.LARGEST_FILE if _SESSION.fullmatch(name) else None


def _review_limit(name: str) -> int | None:
    return LARGEST_REVIEW if REVIEW.fullmatch(name) else None
