"""Everybody of whom something is kept: what that is, a file of it for them, and its erasure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from interview_desk.domain.listing import PersonLine
from interview_desk.ui.pages.cards import Card, Folding, scrolled, text_label
from interview_desk.ui.pages.choices import Tick
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.people_rows import KEY, LINE, PersonRow, spoken
from interview_desk.ui.theme import set_role

_WIDEST = 1180
_SIDE_BY_SIDE = 820
_NOBODY = "No interview is kept here, and so nothing of anybody."


class PeoplePage(QWidget):
    """A list of people, and beside it what is kept of the one that is chosen. Wishes come out as signals."""

    chosen = Signal(str)
    """The key of a person: what is kept of them is to be looked up."""
    pack_wanted = Signal(str)
    erase_wanted = Signal(str, bool)
    """A person's key, and whether their results stay in anonymous form."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[str, PersonLine] = {}
        self._looked_up = ""
        self._title = QLabel("People's data")
        set_role(self._title, "title")
        self._about = text_label(
            "Whoever was interviewed may have all that is kept of them, and may have it erased.", "muted"
        )
        self._due = text_label("", "warm")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a person")
        self.search.setAccessibleName("Find a person; up and down choose")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._list)
        self.search.installEventFilter(self)
        self.rows = QListWidget()
        self.rows.setAccessibleName("People")
        self.rows.setProperty("role", "bare")
        self.rows.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows.setMinimumHeight(240)
        self.rows.setItemDelegate(PersonRow(self.rows))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.currentItemChanged.connect(lambda _now, _before: self._choose())
        self.person = Card("")
        self._kept = text_label("", selectable=True)
        self._pack = self._button("Write an access pack", lambda: self.pack_wanted.emit(self._key), "primary")
        self._erase = self._button("Erase…", self._ask, "")
        self._sure = text_label("", "warm")
        self._anonymous = Tick("Keep minutes and scores for the figures, in anonymous form")
        self._anonymous.setChecked(True)
        self._not = self._button("Keep it all", self._leave_asking, "")
        self._really = self._button("", self._wish_erasure, "")
        self._asking = QWidget()
        self.strip = KeyStrip((("↑ ↓", "choose"), ("Tab", "the buttons"), ("Esc", "back")))
        self._lay_out()
        leave = QShortcut(QKeySequence("Escape"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._escape)
        self.setFocusProxy(self.search)
        self._list()

    def show_people(self, people: Sequence[PersonLine], months: int) -> None:
        """Show everybody; `months` is how long interviews are kept, 0 where no date is set."""
        self._people = {it.key: it for it in people}
        self._looked_up = ""
        due = sum(it.due for it in people)
        some = "1 interview has" if due == 1 else f"{due} interviews have"
        self._due.setText(f"⚠ {some} been kept for more than {months} months, as long as they were to be.")
        self._due.setVisible(bool(due))
        self._list()

    def show_kept(self, key: str, lines: Sequence[str]) -> None:
        """Show what is kept of a person, a line for each kind."""
        if key == self._key:
            self._kept.setText("\n".join(f"•  {line}" for line in lines) or "Nothing is left of them.")
            for button in (self._pack, self._erase):
                button.setEnabled(bool(lines))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.rows.doItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        steps: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in steps:
            row = self.rows.currentRow() + steps[event.key()]
            self.rows.setCurrentRow(max(0, min(self.rows.count() - 1, row)))
            return True
        return super().eventFilter(watched, event)

    @property
    def _key(self) -> str:
        row = self.rows.currentRow()
        return str(self.rows.item(row).data(KEY)) if row >= 0 else ""

    def _list(self) -> None:
        """List whom the search finds, and keep who was chosen where they are among them."""
        before, typed = self._key, self.search.text().casefold().split()
        self.rows.blockSignals(True)
        self.rows.clear()
        for it in self._people.values():
            if all(word in f"{it.name} {it.key}".casefold() for word in typed):
                item = QListWidgetItem(spoken(it))
                item.setData(KEY, it.key)
                item.setData(LINE, it)
                self.rows.addItem(item)
                if it.key == before:
                    self.rows.setCurrentItem(item)
        if self.rows.currentRow() < 0:
            self.rows.setCurrentRow(0)
        self.rows.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        """Begin to look up what is kept of whoever is chosen now, where that is somebody else than before."""
        if self._key and self._key == self._looked_up:
            return
        self._looked_up = self._key
        self._leave_asking()
        person = self._people.get(self._key)
        for button in (self._pack, self._erase):
            button.setEnabled(False)
        self._kept.setText("Looking …" if person is not None else "")
        if person is None:
            self.person.set_title("Nobody" if self._people else _NOBODY)
            return
        self.person.set_title(person.name)
        self.chosen.emit(person.key)

    def _ask(self) -> None:
        name = self._people[self._key].name
        self._sure.setText(
            f"⚠ Everything above is erased for good, in backups too. Nothing brings back what was written of {name}."
        )
        self._really.setText(f"Erase {name}")
        self._asking.show()
        self._erase.hide()
        self._not.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_asking(self) -> None:
        held = any(it.hasFocus() for it in (self._really, self._not, self._anonymous))
        self._asking.hide()
        self._erase.show()
        if held:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wish_erasure(self) -> None:
        key = self._key
        self._leave_asking()
        for button in (self._pack, self._erase):
            button.setEnabled(False)
        self.erase_wanted.emit(key, self._anonymous.isChecked())

    def _escape(self) -> None:
        if self._asking.isVisible():
            self._leave_asking()
        elif self.search.text():
            self.search.clear()
        else:
            self.left.emit()

    def _button(self, words: str, deed: object, role: str) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(deed)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if role:
            set_role(button, role)
        return button

    def _lay_out(self) -> None:
        everybody = Card("Everybody")
        everybody.column.addWidget(self.search)
        everybody.column.addSpacing(6)
        everybody.column.addWidget(self.rows, 1)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 8, 0, 0)
        asking.setSpacing(8)
        asking.addWidget(self._sure)
        asking.addWidget(self._anonymous)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self._not)
        answers.addWidget(self._really)
        answers.addStretch(1)
        asking.addLayout(answers)
        column = self.person.column
        column.addWidget(self._kept)
        column.addSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._pack)
        row.addWidget(self._erase)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._asking)
        column.addStretch(1)
        sides = Folding(_SIDE_BY_SIDE, 16)
        sides.row.addWidget(everybody, 2)
        sides.row.addWidget(self.person, 3)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(28, 24, 28, 20)
        inside.setSpacing(10)
        for widget in (self._title, self._about, self._due):
            inside.addWidget(widget)
        inside.addWidget(sides, 1)
        content.setMaximumWidth(_WIDEST)
        middle = QWidget()
        across = QHBoxLayout(middle)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(content, 100)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(middle), 1)
        whole.addWidget(self.strip)
