"""Power lost: of what was never synced all or some may be gone; what was called saved is there all the same."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.kept import assert_kept, keeper
from tests.faults.tracing import needs_strace, traced

ENTRIES = 14
_CALL = re.compile(r"^\d+ +(\w+)\((?:\d+<([^>]*)>)?(.*)\) += (-?\d+)")
_DATA = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Disk:
    """The files as a disk has them that keeps only what was synced, and what was written since."""

    synced: dict[str, bytes] = field(default_factory=dict)
    pending: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)

    def sync(self, name: str) -> None:
        self.synced[name] = written(self.synced.get(name, b""), self.pending.pop(name, []))

    def image(self, folder: Path, chance: random.Random | None = None) -> Path:
        """Lay the files out as they are found afterwards; with `chance`, some of what was not synced is there too."""
        folder.mkdir()
        for name in {*self.synced, *(self.pending if chance else ())}:
            some = [write for write in self.pending.get(name, []) if chance and chance.random() < 0.5]
            (folder / name).write_bytes(written(self.synced.get(name, b""), some))
        return folder / "desk.db"


def written(content: bytes, writes: list[tuple[int, bytes]]) -> bytes:
    """Return a file's content after writes, each at its offset."""
    for offset, data in writes:
        content = content.ljust(offset, b"\0")
        content = content[:offset] + data + content[offset + len(data) :]
    return content


def unescaped(text: str) -> bytes:
    """Return what strace wrote with an escape for every byte."""
    return bytes.fromhex(text.replace("\\x", ""))


def replayed(trace: str) -> Iterator[tuple[Disk, int]]:
    """Yield the disk at every moment at which an entry was called saved, and its number."""
    disk = Disk()
    for line in trace.splitlines():
        if (call := _CALL.match(line)) is None or call[4] == "-1":
            continue
        name = Path(unescaped(call[2] or "").decode()).name
        data = unescaped("".join(_DATA.findall(call[3])))
        if call[1] == "write" and (saved := re.fullmatch(rb"saved (\d+)\n", data)):
            yield disk, int(saved[1])
        elif call[1] == "unlink":
            gone = Path(data.decode()).name
            disk.synced.pop(gone, None)
            disk.pending.pop(gone, None)
        elif name in ("desk.db", "desk.db-wal", "desk.db-journal"):
            if call[1] == "pwrite64":
                disk.pending.setdefault(name, []).append((int(call[3].rsplit(",", 1)[1]), data))
            elif call[1] in ("fdatasync", "fsync"):
                disk.sync(name)


@needs_strace
def test_no_saved_entry_is_lost_with_what_was_not_synced(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    database = tmp_path / "made" / "desk.db"
    database.parent.mkdir()
    calls = "trace=pwrite64,write,fdatasync,fsync,unlink"
    done = traced(keeper(database, ENTRIES), calls, options=("-y", "-xx", "-s", "70000", "-o", str(trace)))
    assert done.stdout.endswith("done\n"), done.stderr
    chance = random.Random(20261123)
    seen = []
    for disk, saved in replayed(trace.read_text()):
        assert assert_kept(disk.image(tmp_path / f"none-{saved}"), saved, ENTRIES) == saved
        assert assert_kept(disk.image(tmp_path / f"some-{saved}", chance), saved, ENTRIES) == saved
        seen.append(saved)
    assert seen == list(range(1, ENTRIES + 1))
