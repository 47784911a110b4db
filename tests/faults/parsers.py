"""Every parser of what others hand us, as a function of bytes: it takes them or refuses them cleanly, and nothing else.

Each puts the bytes where the parser looks for them, calls it, asserts what must hold of its answer, and returns whether
they were taken.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from interview_desk import commands, settings
from interview_desk.domain.note_line import read_line
from interview_desk.domain.past import Past
from interview_desk.domain.state import fold
from interview_desk.errors import DeskError, masked
from interview_desk.insights.beside_files import read_answers
from interview_desk.insights.outcome_file import read_outcomes
from interview_desk.insights.past_files import read_folder, write_folder
from interview_desk.library.headings import headings
from interview_desk.library.reader import FileKind, read_file
from interview_desk.storage import archive, bundle, codec, engine, files, review_lines
from tests.library.samples import QUESTION
from tests.reviewing import blind
from tests.storage.logs import interview

PAST = Past(
    sessions=[
        ("s1", "Ada", "Ivan", "q", "1", "senior", "dev", 40.0, None, 1_700_000_000),
        ("s2", "=Bob", "Rita", "q", "1", "senior", "dev", None, 7, None),
    ],
    layers=[("s1", 1, "done", 8.5, 1), ("s1", 2, "unfinished", 15.0, 0)],
    scores=[("s1", "Ivan", True, "problem-solving", 3.0), ("s1", "Rita", False, "problem-solving", None)],
    outcomes=[("Ada", "onsite", 1_700_100_000, True)],
)
Parser = Callable[[bytes], bool]

ROOT = Path(__file__).parents[2]
TABLES = ("sessions.csv", "ratings.csv", "layers.csv", "outcomes.csv")
BETWEEN = b"\n%%\n"
"""Stands between the files of a history that is handed over as one."""
SECRET = "s3cret-w0rd"
WHAT = "It can't be imported"


class Folder:
    """One folder that every call writes into anew: a new one each time would take longer than most parsers."""

    def __init__(self) -> None:
        self._made = tempfile.TemporaryDirectory(prefix="desk-parsers-")
        self.path = Path(self._made.name)

    def file(self, name: str, content: bytes) -> Path:
        path = self.path / name
        path.write_bytes(content)
        return path


_folder = Folder()


def yaml(data: bytes, kind: FileKind) -> bool:
    """A question, a kit or a rubric."""
    path = _folder.file("word-count.yaml", data)
    found = read_file(path, kind)
    assert (found.value is None) == found.broken, found.problems
    assert all(it.what and it.remedy and it.line >= 0 for it in found.problems)
    assert all(str(it).isprintable() for it in found.problems), found.problems  # a line each, and no terminal's codes
    headings(path)
    return found.value is not None


def whole_bundle(data: bytes) -> bool:
    return refused_or(lambda: bundle.unpack(data))


def events(data: bytes) -> bool:
    """The lines of a bundle, in one whose manifest speaks of them truly."""
    packed = archive.packed({"session": "20261123-fuzz", "anonymous": False}, {"events.jsonl": data})

    def take() -> None:
        found = bundle.unpack(packed)
        again = bundle.unpack(bundle.pack(found.session, found.entries))
        assert again.entries == found.entries
        assert fold(again.entries) == fold(found.entries)

    return refused_or(take)


def review(data: bytes) -> bool:
    return refused_or(lambda: review_lines.from_lines(data, "reviews/a.jsonl", WHAT, None, None))


def event(data: bytes) -> bool:
    """The body of one event: the first line is its kind."""
    kind, _, body = data.decode(errors="replace").partition("\n")

    def take() -> None:
        found = codec.decode(kind, 1, body)
        assert codec.decode(*codec.encode(found)) == found

    return refused_or(take)


def history(data: bytes) -> bool:
    """The tables of a history, one after the other."""
    folder = _folder.path / "history"
    folder.mkdir(exist_ok=True)
    for name in TABLES:
        (folder / name).unlink(missing_ok=True)
    for name, content in zip(TABLES, data.split(BETWEEN), strict=False):
        (folder / name).write_bytes(content)
    past, problems = read_folder(folder)
    assert (past is None) == bool(problems)
    if past is not None:
        again, wrong = read_folder(write_folder(past, _folder.path / "again"))
        assert wrong == []
        assert again is not None
        assert sorted(again.sessions) == sorted(past.sessions)
    return past is not None


def outcomes(data: bytes) -> bool:
    rows, problems = read_outcomes(_folder.file("later.csv", data), {"s1": "Ada"})
    assert not (rows and problems)
    return bool(rows)


def answers(data: bytes) -> bool:
    """What candidates said of their interviews, as CSV or, where it begins so, as JSON."""
    name = "answers.json" if data[:1] in (b"[", b"{") else "answers.csv"
    rows, problems = read_answers(_folder.file(name, data), ["s1", "s2"])
    assert not (rows and problems)
    return bool(rows)


def chosen(data: bytes) -> bool:
    """The settings."""
    path = _folder.file("settings.toml", data)
    found, problems = settings.load(path)
    assert all(problem.endswith(".") for problem in problems)
    commands.use_keys(found.keys)
    commands.use_keys({})
    settings.save(path, found)
    assert settings.load(path) == (found, [])
    return not problems


def url(data: bytes) -> bool:
    """A database's URL; a password in it is in no answer."""
    text = data.decode(errors="replace")
    secret = text.replace("PASSWORD", SECRET)
    taken = refused_or(lambda: engine._parsed(secret))
    if "://" in secret and not secret.startswith("sqlite"):
        refused_or(lambda: files.look_at(secret))
    files.file_of(secret)
    for form in ("postgresql://ann:{}@server/desk", "postgresql://server/desk?password={}"):
        said = masked(form.format(SECRET) + text)
        assert SECRET not in said, said
    return taken


def note(data: bytes) -> bool:
    """A line as it is typed."""
    line = read_line(data.decode(errors="replace"), ["problem-solving", "communication"])
    assert line.competency in ("", "problem-solving", "communication")
    return bool(line.text)


def refused_or(take: Callable[[], object]) -> bool:
    """Do it, or be refused in one sentence; return which."""
    try:
        take()
        return True
    except DeskError as error:
        assert error.what  # noqa: PT017  # whatever else comes up, is a fault
        assert SECRET not in str(error)  # noqa: PT017
        return False


PARSERS: Mapping[str, Parser] = {
    "question": lambda data: yaml(data, "question"),
    "kit": lambda data: yaml(data, "kit"),
    "rubric": lambda data: yaml(data, "rubric"),
    "bundle": whole_bundle,
    "events": events,
    "review": review,
    "event": event,
    "history": history,
    "outcomes": outcomes,
    "answers": answers,
    "settings": chosen,
    "url": url,
    "note": note,
}


def seeds(name: str) -> Iterator[bytes]:
    """Yield what the parser takes, or nearly, to begin from."""
    log = interview(notes=3)
    match name:
        case "question":
            yield QUESTION.encode()
            yield from (_named(path) for path in sorted((ROOT / "question_banks").glob("*/*.yaml"))[:4])
        case "kit":
            yield from (_named(path) for path in sorted((ROOT / "question_banks").glob("*/kits/*.yaml"))[:4])
        case "rubric":
            yield from (_named(path) for path in sorted((ROOT / "rubrics").glob("*.yaml"))[:3])
        case "bundle":
            yield bundle.pack("20261123-fuzz", log)
        case "events":
            yield b"".join(map(bundle.line_of, log))
        case "review":
            yield review_lines.to_lines(blind("20261123-fuzz", 3, 2))
        case "event":
            for entry in log:
                kind, _, body = codec.encode(entry.event)
                yield f"{kind}\n{body}".encode()
            for path in sorted((ROOT / "tests" / "storage" / "golden").glob("*.1.json")):
                body = path.read_text("utf-8").partition('"body":')[2].rstrip()[:-1]
                yield f"{path.name.removesuffix('.1.json')}\n{body}".encode()
        case "history":
            with tempfile.TemporaryDirectory() as folder:
                write_folder(PAST, Path(folder))
                yield BETWEEN.join((Path(folder) / name).read_bytes() for name in TABLES)
        case "outcomes":
            yield b"candidate,stage,passed,date\nAda,onsite,1,2026-02-03\n"
            yield b"\xef\xbb\xbfsession,passed\r\ns1,0\r\n"
        case "answers":
            yield b"session,clear,treated,again,date\ns1,4,5,3,2026-02-03\n"
            yield b'[{"session": "s1", "clear": 4, "treated": 5, "again": 3}]'
        case "settings":
            yield b'interviewer = "A"\ntheme = "dark"\ntext_percent = 120\n[keys]\n"hint.next" = "Ctrl+G"\n'
        case "url":
            yield b"postgresql://ann:PASSWORD@server:5432/desk?sslmode=require"
            yield b"sqlite:////tmp/desk.db"
            yield b"postgresql+psycopg:///desk?password=PASSWORD&host=/run"
        case "note":
            yield b"+ problem-solving: quick"
            yield b"? ask about scale #private"


def _named(path: Path) -> bytes:
    """Return a file with the id that the name has under which it is read."""
    return re.sub(rb"^id: .*$", b"id: word-count", path.read_bytes(), count=1, flags=re.MULTILINE)
