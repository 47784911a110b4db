"""The interview that was interrupted, read from a file without SQLAlchemy, whose import is a third of a resume.

It is a short way, not a second one: whatever is out of the ordinary is left to the journal, which has the words for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing

from interview_desk.domain.draft import Draft
from interview_desk.domain.frozen import dataclass
from interview_desk.domain.log import Entry
from interview_desk.errors import StorageError
from interview_desk.storage import cipher, schema
from interview_desk.storage.chain import to_entries
from interview_desk.storage.files import file_of
from interview_desk.storage.lease import is_leased, lock_file

_BEGUN = "SELECT id FROM session WHERE kit_id = ? AND phase IN ('running', 'paused') ORDER BY created_at DESC, id DESC"
_ENTRIES = "SELECT seq, offset_ms, at, kind, version, body, checksum FROM entry WHERE session_id = ? ORDER BY seq"
_DRAFT = "SELECT text, stamp_ms, alive_ms FROM draft WHERE session_id = ?"


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A session that was begun, not ended, and that nobody is writing to."""

    session: str
    entries: Sequence[Entry]
    draft: Draft


def interrupted(url: str, kit: str) -> Interrupted | None:
    """Return the interview of a kit that was interrupted last, every checksum verified.

    None where there is none, and wherever only the journal can tell: another kind of database, an older schema, a
    damaged file.
    """
    path = file_of(url)
    if path is None or not path.is_file():
        return None
    try:
        with closing(cipher.connect(path, "mode=rw")) as connection:
            if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(schema.HEAD,)]:
                return None
            begun = [id for (id,) in connection.execute(_BEGUN, [kit])]
            session = next((id for id in begun if not is_leased(lock_file(path, id))), None)
            if session is None:
                return None
            rows = connection.execute(_ENTRIES, [session]).fetchall()
            kept = connection.execute(_DRAFT, [session]).fetchone()
        draft = Draft(json.loads(kept[0]), kept[1], kept[2]) if kept is not None else Draft("", 0, 0)
        return Interrupted(session, to_entries(session, rows), draft)
    except cipher.errors(StorageError, ValueError):
        return None
