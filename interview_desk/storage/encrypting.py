"""Encrypting a database, and decrypting it: the other form is made beside it, checked, and takes its place."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from interview_desk.errors import StorageError
from interview_desk.storage import cipher
from interview_desk.storage.copying import sync
from interview_desk.storage.lease import leased_in
from interview_desk.storage.trouble import told


def encrypt(path: Path) -> bool:
    """Encrypt a database with the key in the system's keyring, which is made where there is none yet.

    Returns whether there was something to do. Raises StorageError, and has then changed nothing, where the libraries,
    the keyring or the disk fail, or somebody is writing to the database.
    """
    if cipher.may_be_encrypted(path):
        cipher.unlock(path).close()
        return False
    cipher.driver()
    cipher.make_key()
    _convert(path, f"{path} can't be encrypted", to_plain=False)
    return True


def decrypt(path: Path) -> bool:
    """Write an encrypted database as a plain one; otherwise as `encrypt`."""
    if not cipher.may_be_encrypted(path):
        return False
    _convert(path, f"{path} can't be decrypted", to_plain=True)
    return True


def _convert(path: Path, what: str, *, to_plain: bool) -> None:
    if leased_in(path):
        raise StorageError(what, "a window of Interview Desk is writing to it", "close it first")
    with told(what), tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        new = Path(folder) / "new.db"
        new.touch(mode=0o600)
        with closing(cipher.unlock(path) if to_plain else cipher.driver().connect(path)) as source:
            source.isolation_level = None
            source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            source.execute("PRAGMA journal_mode = DELETE")  # so that nothing is left of it beside the new one
            source.execute("ATTACH DATABASE ? AS other KEY ?", (str(new), "" if to_plain else cipher.raw_key()))
            source.execute("SELECT sqlcipher_export('other')").fetchall()
            source.execute("DETACH DATABASE other")
        with closing(cipher.connect(new)) as made:
            verdict = made.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok" or cipher.may_be_encrypted(new) == to_plain:
            raise StorageError(what, f"what was written is not sound ({verdict})", "nothing was changed")
        sync(new)
        new.replace(path)
        sync(path.parent)
