"""A watched file or folder: what is saved there is handed on once, and what can't be is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.domain.rules import LONGEST_TEXT
from interview_desk.ui.background import Background
from interview_desk.ui.watching import Watching, look


class Heard:
    """What came of a watch."""

    def __init__(self, watching: Watching, qtbot: QtBot) -> None:
        self.watching = watching
        self.codes: list[tuple[str, str, str]] = []
        self.said: list[str] = []
        self._qtbot = qtbot
        watching.changed.connect(lambda *changed: self.codes.append(changed))
        watching.told.connect(self.said.append)

    def wait(self, codes: int = 0, said: int = 0) -> None:
        self._qtbot.waitUntil(lambda: len(self.codes) >= codes and len(self.said) >= said, timeout=10_000)


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[Heard]:
    background = Background(lambda error: pytest.fail(str(error)))
    watching = Watching(background, settle_s=0.01)
    yield Heard(watching, qtbot)
    watching.stop()
    background.close()


def test_a_file_is_taken_as_it_stands_and_each_time_that_it_is_saved(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "limiter.py"
    file.write_text("a = 1\n", "utf-8")
    heard.watching.start(str(file))
    heard.wait(codes=1)
    file.write_text("a = 2\n", "utf-8")
    heard.wait(codes=2)
    fresh = tmp_path / "limiter.py.new"  # as editors do that write beside and rename
    fresh.write_text("a = 3\n", "utf-8")
    fresh.replace(file)
    heard.wait(codes=3)
    file.write_text("a = 4\r\n", "utf-8")
    heard.wait(codes=4)
    assert heard.codes == [(f"a = {n}\n", "limiter.py", "python") for n in (1, 2, 3, 4)]
    assert heard.said == ["Watching limiter.py: each change that is saved becomes a snippet. Ctrl+Shift+W stops."]


def test_what_is_saved_unchanged_is_no_news(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n", "utf-8")
    heard.watching.start(str(file))
    heard.wait(codes=1)
    file.write_text("a = 1\n", "utf-8")
    file.write_text("a = 2\n", "utf-8")
    heard.wait(codes=2)
    assert [code for code, _, _ in heard.codes] == ["a = 1\n", "a = 2\n"]


def test_a_folder_hands_on_what_changes_in_it(heard: Heard, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("a = 1\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_text("x", "utf-8")
    heard.watching.start(str(tmp_path))
    heard.wait(said=1)
    assert "Watching 1 file in" in heard.said[0]
    assert heard.codes == []
    (tmp_path / "src" / "a.py").write_text("a = 2\n", "utf-8")
    heard.wait(codes=1)
    (tmp_path / "new.go").write_text("package main\n", "utf-8")
    heard.wait(codes=2)
    assert heard.codes == [("a = 2\n", "src/a.py", "python"), ("package main\n", "new.go", "go")]


def test_a_file_that_goes_is_missed_once_and_found_again(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n", "utf-8")
    heard.watching.start(str(file))
    heard.wait(codes=1)
    file.unlink()
    heard.wait(said=2)
    assert heard.said[-1] == "a.py is gone; it is watched again should it come back."
    file.write_text("a = 2\n", "utf-8")
    heard.wait(codes=2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\0\0", "is no text file"),
        (b"\xff\xfe", "is no text file"),
        (b"x" * (LONGEST_TEXT + 1), "is over 100,000"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_with_a_sentence(
    heard: Heard, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(content)
    heard.watching.start(str(file))
    heard.wait(said=1)
    assert said in heard.said[0]
    assert heard.watching.path is None


def test_a_file_that_grows_too_long_is_said_once_and_taken_again_when_it_is_short(heard: Heard, tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("a = 1\n", "utf-8")
    heard.watching.start(str(file))
    heard.wait(codes=1)
    file.write_text("a" * (LONGEST_TEXT + 1), "utf-8")
    heard.wait(said=2)
    file.write_text("b" * (5 * LONGEST_TEXT), "utf-8")
    file.write_text("a = 2\n", "utf-8")
    heard.wait(codes=2)
    assert len(heard.said) == 2


def test_nothing_there_is_said(heard: Heard, tmp_path: Path) -> None:
    heard.watching.start(str(tmp_path / "missing.py"))
    heard.wait(said=1)
    assert heard.said == [f"There is no file or folder {tmp_path / 'missing.py'}."]
    heard.watching.start("~no-such-person/a.py")
    heard.wait(said=2)


def test_a_folder_with_too_many_files_is_refused(heard: Heard, tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.py").write_text("")
    heard.watching.start(str(tmp_path))
    heard.wait(said=1)
    assert "more than 200 files" in heard.said[0]


def test_a_look_reads_only_what_is_new(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.py").write_text(name)
    first = look(tmp_path, {}, 0)
    assert sorted(first.texts.values()) == ["a", "b"]
    (tmp_path / "b.py").write_text("bb")
    assert list(look(tmp_path, first.signs, 0).texts.values()) == ["bb"]
