"""The library in the window, on real files: read in the background, watched, checked again as they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.library.librarian import Shelves
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.library_desk import LibraryDesk
from interview_desk.ui.pages.library_preview import LibraryPreview
from tests.library.samples import FILES, QUESTION, planted, write_library


class AtTheDesk:
    """A window with the library of a folder, and what was opened from it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.failed: list[BaseException] = []
        self.edited: list[Path] = []
        self.can_open = True
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 700)
        self.background = Background(self.failed.append)
        self.desk = LibraryDesk(self.window, Shelves(folder), self.background, self._open)
        self.desk.open()
        self.window.show()
        self.until(lambda: self.desk.page.line is not None)

    def _open(self, path: Path) -> bool:
        self.edited.append(path)
        return self.can_open

    def until(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds, timeout=10_000)

    def choose(self, path: Path) -> None:
        self.desk.page.choose(path)
        self.until(lambda: self.desk.page.line is not None and self.desk.page.line.path == path)

    def awaits(self, text: str) -> None:
        self.until(lambda: text in self.shows())

    def shows(self) -> str:
        labels = self.desk.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget: QWidget | None = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


@pytest.fixture
def at(qtbot: QtBot, library: Path) -> Iterator[AtTheDesk]:
    there = AtTheDesk(qtbot, library)
    yield there
    there.desk.close()
    there.background.close()
    assert there.failed == []


def test_the_library_is_read_and_checked_whole(at: AtTheDesk) -> None:
    at.awaits("no problems")
    assert "kits, 25 questions, 7 rubrics" in at.shows()


def test_problems_come_and_go_as_the_file_is_saved(at: AtTheDesk, library: Path) -> None:
    file = library / FILES["question"]
    at.choose(file)
    at.awaits("Layer 1 of 1 · Plain")
    file.write_text(planted("question", "kind: coding", "kind: codin"), "utf-8")
    at.awaits('"codin" is not known here')
    assert "4:7" in at.shows()
    at.awaits("can't be used")
    file.write_text(planted("question", "title: Word count", "title: Count the words"), "utf-8")
    at.awaits("Count the words")
    at.awaits("Layer 1 of 1 · Plain")


def test_an_editor_that_puts_a_new_file_in_the_place_of_the_old_is_noticed_each_time(
    at: AtTheDesk, library: Path
) -> None:
    file = library / FILES["question"]
    at.choose(file)
    for title in ("First words", "Second words", "Third words"):
        fresh = file.with_suffix(".new")
        fresh.write_text(planted("question", "title: Word count", f"title: {title}"), "utf-8")
        fresh.replace(file)
        at.awaits(title)


def test_a_file_that_comes_or_goes_is_noticed(at: AtTheDesk, library: Path) -> None:
    file = library / "question_banks" / "plain" / "letter-count.yaml"
    file.write_text(QUESTION.replace("id: word-count", "id: letter-count"), "utf-8")
    at.awaits("26 questions")
    file.unlink()
    at.awaits("25 questions")


def test_a_new_question_is_written_chosen_and_opened_by_keyboard_alone(at: AtTheDesk, library: Path) -> None:
    at.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, "burst-limit")
    at.press(Qt.Key.Key_Return)
    file = library / "question_banks" / "plain" / "burst-limit.yaml"
    at.until(lambda: at.edited == [file])
    at.until(lambda: at.desk.page.line is not None and at.desk.page.line.path == file)
    at.awaits("Layer 2 of 2 · Without end")
    assert "✓ no problems" in at.shows()
    assert at.window.notices.text.startswith("Opened ")


def test_why_a_new_question_could_not_be_written_stands_where_it_was_asked_for(at: AtTheDesk, library: Path) -> None:
    (library / "question_banks" / "locked").write_text("a file where the folder would be", "utf-8")
    at.desk.page.new_wanted.emit("locked", "burst-limit")
    at.desk.page.ask_new()
    at.awaits("could not be written")
    assert at.edited == []


def test_where_no_editor_is_known_the_file_is_named(at: AtTheDesk, library: Path) -> None:
    at.can_open = False
    at.choose(library / FILES["rubric"])
    at.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert at.window.notices.text.endswith(f"the file is {library / FILES['rubric']}.")


def test_one_key_turns_a_question_to_the_candidates_side(at: AtTheDesk, library: Path) -> None:
    at.choose(library / FILES["question"])
    at.awaits("Layer 1 of 1 · Plain")
    preview = at.desk.page.findChild(LibraryPreview)
    assert preview is not None
    at.press(Qt.Key.Key_F10)
    at.awaits("The candidate window shows this, and nothing else.")
    assert "Take a dictionary." not in at.shows()
    at.press(Qt.Key.Key_F10)
    at.awaits("Layer 1 of 1 · Plain")
    at.choose(library / FILES["rubric"])
    at.awaits("Plain coding")
    at.until(lambda: preview.sheet is not None and "Problem solving" in at.shows())
    at.press(Qt.Key.Key_F10)
    assert "Only a question" in at.window.notices.text


def test_a_file_saved_while_another_page_is_shown_is_read_when_the_library_is_shown_again(
    at: AtTheDesk, library: Path
) -> None:
    at.choose(library / FILES["question"])
    at.awaits("Layer 1 of 1 · Plain")
    other = QLabel("elsewhere")
    at.window.show_page(other, "")
    (library / FILES["question"]).write_text(planted("question", "title: Plain", "title: Simple"), "utf-8")
    at.desk.open()
    at.awaits("Layer 1 of 1 · Simple")
