"""The library: banks, kits and rubrics, found by words and filters, with the chosen one beside the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.shelf import OpenedFile, ShelfLine
from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.library_filters import LibraryFilters
from interview_desk.ui.pages.library_list import LibraryList
from interview_desk.ui.pages.library_new import NewQuestionLine
from interview_desk.ui.pages.library_preview import LibraryPreview
from interview_desk.ui.pages.library_rows import PLURAL, LibraryRows, Sieve, Status
from interview_desk.ui.theme import colour, set_role, tokens

# Below this width (at the text size of the design) the preview stands under the list.
_SIDE_BY_SIDE = 880
_LEAST_LIST = 80
_REST_MS = 40  # how long the choice rests before its preview is asked for, while a key is held down


class LibraryPage(QWidget):
    """Typing searches, Up and Down choose, Page Up and Page Down read on, Enter prepares a kit or opens a file."""

    moved = Signal(object)  # the ShelfLine that is chosen now
    chosen = Signal(object)  # the ShelfLine whose preview is wanted
    prepare_wanted = Signal(str)  # the kit's id
    own_wanted = Signal(str)  # the id of a question, to be asked with a rubric of one's choice
    edit_wanted = Signal(object)  # the file's Path
    new_wanted = Signal(str, str)  # bank, id
    command_wanted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = LibraryRows(self)
        self._wanted: Path | None = None
        self._read = False
        self._title = QLabel("Library")
        set_role(self._title, "title")
        self._about = text_label("Reading the library …", "small")
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search titles, topics, kinds, levels")
        self._search.setAccessibleName("Search; up and down choose, Enter opens")
        self._search.setClearButtonEnabled(True)
        self._filters = LibraryFilters()
        self._new = NewQuestionLine()
        self._nothing = text_label("", "muted")
        self._nothing.hide()
        self._list = LibraryList(self._rows)
        self._preview = LibraryPreview()
        self._preview.expect(None)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rule = _Rule()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._search)

    @property
    def line(self) -> ShelfLine | None:
        """The file that is chosen."""
        return self._list.chosen

    def show_lines(self, lines: Sequence[ShelfLine]) -> None:
        """Show what there is; what was typed and chosen stays."""
        before = self._wanted or (self.line.path if self.line is not None else None)
        self._read = True
        self._rows.show_lines(lines)
        self._filters.offer(lines)
        self._tell()
        self._choose_again(before)

    def show_status(self, found: Mapping[Path, Status]) -> None:
        """Show what a check found beside the files that it was about."""
        self._rows.show_status(found)
        self._tell()

    def show_opened(self, opened: OpenedFile) -> None:
        """Show the preview of a file, where it still is the one that is chosen."""
        if self.line is not None and self.line.path == opened.line.path:
            self._preview.show_opened(opened)

    def choose(self, path: Path) -> None:
        """Choose a file, as soon as it is listed; what was searched for makes way."""
        self._wanted = path
        if (at := self._rows.row_of(path)) >= 0:
            self._list.choose(at)
            self._wanted = None
            return
        self._search.clear()
        self._filters.clear()

    def ask_new(self) -> None:
        """Ask for a new question's id and bank."""
        line = self.line
        bank = line.bank if line is not None and line.yours else ""
        self._new.ask(bank, {it.id for it in self._rows.lines if it.kind == "question"})
        self._make_room()

    def refuse_new(self, sentence: str) -> None:
        """Say why a new question could not be written."""
        self._new.refuse(sentence)

    def close_new(self) -> None:
        """Take the question line away, and give the focus back."""
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._new.hide()
        self._make_room()

    def prepare_chosen(self) -> bool:
        """Wish for an interview with the chosen kit or question; False where it is a rubric, or nothing."""
        line = self.line
        if line is None or line.kind == "rubric":
            return False
        (self.prepare_wanted if line.kind == "kit" else self.own_wanted).emit(line.id)
        return True

    def toggle_candidate(self) -> bool:
        """Turn the chosen question to its other side; False where no question is chosen."""
        return self._preview.toggle_candidate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._search and self._take(event):
                return True
            if watched is self._list and event.text() and event.text().isprintable():
                self._search.setFocus()
                self._search.insert(event.text())
                return True
            if watched is self._list and self._turn(event):
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._list.fit_text()
            self._fold()

    def _take(self, event: QKeyEvent) -> bool:
        """Take a key of the search line that is meant for the list or the preview."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._wanted = None
            self._list.step(-1 if key == Qt.Key.Key_Up else 1)
            self._announce()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_chosen()
            return True
        return self._turn(event)

    def _turn(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._preview.turn_page(-1 if event.key() == Qt.Key.Key_PageUp else 1)
            return True
        return False

    def _escape(self) -> None:
        """Go back one step: from the new question, from a search, then from the page."""
        if self._new.isVisible():
            self.close_new()
        elif self._search.text() or not self._filters.is_open:
            self._search.clear()
            self._filters.clear()
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _open_chosen(self) -> None:
        if self.line is not None:
            self._open(self.line)

    def _open(self, line: ShelfLine) -> None:
        if line.kind == "kit":
            self.prepare_wanted.emit(line.id)
        else:
            self.edit_wanted.emit(line.path)

    def _sift(self) -> None:
        before = self.line.path if self.line is not None else None
        words = tuple(self._search.text().casefold().split())
        filters = self._filters
        self._rows.sift(Sieve(filters.shelf, filters.kind, filters.level, filters.topic, words))
        self._choose_again(self._wanted or before)

    def _choose_again(self, path: Path | None) -> None:
        """Choose what was chosen before where it still is listed, else the first there is."""
        at = self._rows.row_of(path) if path is not None else -1
        if at >= 0 and path == self._wanted:
            self._wanted = None
        self._list.choose(at if at >= 0 else self._rows.first_line())
        if at < 0:
            self._list.scrollToTop()
        empty = self._read and not self._rows.rowCount()
        self._nothing.setVisible(empty)
        self._list.setVisible(not empty)
        typed = self._search.text().strip()
        looked_for = f"Nothing here goes by “{typed}”." if typed else "Nothing here is all of that."
        self._nothing.setText(f"{looked_for} Esc shows everything again.")
        if empty:
            self._moved(None)

    def _moved(self, line: ShelfLine | None) -> None:
        self._preview.expect(line)
        if line is not None:
            self.moved.emit(line)
            self._rest.start()

    def _rested(self) -> None:
        if self.line is not None and self._wanted is None:
            self.chosen.emit(self.line)

    def _tell(self) -> None:
        lines = self._rows.lines
        counts = Counter(line.kind for line in lines)
        words = ", ".join(f"{counts[kind]} {title.lower()}" for kind, title in PLURAL.items())
        found = [status for line in lines if (status := self._rows.status(line)) is not None]
        wrong = sum(1 for status in found if status.errors or not status.usable)
        doubtful = sum(1 for status in found if status.usable and status.warnings)
        if wrong:
            words += f" · {wrong} can't be used"
        if doubtful:
            words += f" · {doubtful} with warnings"
        if not wrong and not doubtful and len(found) >= len(lines):
            words += " · no problems"
        self._about.setText(words)

    def _announce(self) -> None:
        # The focus stays in the search line; a screen reader would not hear otherwise what is chosen now.
        if self.line is not None and QAccessible.isActive():
            spoken = self._rows.spoken(self.line)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._list, spoken))

    def _connect(self) -> None:
        self._search.installEventFilter(self)
        self._search.textChanged.connect(lambda _text: self._sift())
        self._filters.changed.connect(self._sift)
        self._list.installEventFilter(self)
        self._list.moved.connect(self._moved)
        self._list.opened.connect(self._open)
        self._rest.timeout.connect(self._rested)
        self._new.wanted.connect(self.new_wanted)
        self._new.left.connect(self.close_new)
        self._preview.command_wanted.connect(self.command_wanted)
        self._preview.prepare_wanted.connect(self._open_chosen)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 22, 20, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(4)
        column.addWidget(self._search)
        column.addWidget(self._filters)
        column.addWidget(self._new)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addWidget(left, 2)
        self._halves.addWidget(self._rule)
        self._halves.addWidget(self._preview, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._halves, 1)
        keys = (
            ("↵", "prepare or edit"),
            ("↑ ↓", "choose"),
            ("PgDn", "read on"),
            ("F10", "as the candidate"),
            ("library.new-question", "new question"),
            ("library.edit", "open in editor"),
            ("Esc", "back"),
        )
        whole.addWidget(KeyStrip(keys))

    def _fold(self) -> None:
        beside = self.width() >= fonts.px(_SIDE_BY_SIDE)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() != wanted:
            self._halves.setDirection(wanted)
        self._preview.fold(not beside)
        self._halves.setStretch(0, 2 if beside else 1)
        self._halves.setStretch(2, 3 if beside else 1)
        for label in (self._title, self._about):
            label.setVisible(beside)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is little height, leave it to the list, or to what is asked."""
        folded = self._halves.direction() == QBoxLayout.Direction.TopToBottom
        asking = not self._new.isHidden()
        self._filters.setVisible(not (folded and asking))
        self._list.setMinimumHeight(fonts.px(_LEAST_LIST) if folded and not asking else 0)


class _Rule(QWidget):
    """A thin line, upright or level as its layout has it."""

    def sizeHint(self) -> QSize:
        return QSize(1, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour(tokens().line))
