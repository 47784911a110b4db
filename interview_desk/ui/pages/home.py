"""Home: what is due, interrupted or waits for feedback, what is recent, and the kits that can be conducted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.listing import KitLine, SessionLine
from interview_desk.ui.pages.home_rows import Heading, HomeRows, More, OnTheSpot
from interview_desk.ui.pages.home_view import HomeView
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.pages.welcome import Welcome
from interview_desk.ui.theme import set_role

_WIDEST = 1000
_KEYS = (("↵", "open"), ("↑ ↓", "choose"), ("Ctrl ⇧ R", "replay"), ("Esc", "clear the search"))


class HomePage(QWidget):
    """Lists sessions and kits. Typing searches, Up and Down choose, Enter opens."""

    conduct_wanted = Signal(str)  # the kit's id
    own_wanted = Signal()
    command_wanted = Signal(str)  # the id of a command
    resume_wanted = Signal(str)  # the session's id, interrupted or only prepared
    open_wanted = Signal(str)  # the session's id, ended

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = HomeRows(self)
        self._moved = False
        self._wanted = ""
        self._title = QLabel("Interview Desk")
        set_role(self._title, "title")
        self._welcome = Welcome()
        self._welcome.command_wanted.connect(self.command_wanted)
        self._welcome.hide()  # until it is known that nothing was ever conducted here
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search candidates, kits, interviewers")
        self._search.setAccessibleName("Search; up and down choose, Enter opens")
        self._search.setClearButtonEnabled(True)
        self._search.installEventFilter(self)
        self._nothing = QLabel()
        set_role(self._nothing, "muted")
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self._list = HomeView(self._rows)
        self._list.installEventFilter(self)
        self._lay_out()
        self.setFocusProxy(self._search)
        self._search.textChanged.connect(self._search_for)
        self._list.opened.connect(self._open)

    def show_lines(self, sessions: Sequence[SessionLine], kits: Sequence[KitLine], now: datetime) -> None:
        """Show what there is; what was typed and chosen stays."""
        # What nobody chose is only the first of what there was, and makes way for what is first now.
        chosen = self._rows.row(self._list.chosen) if self._moved else None
        wanted, self._wanted = self._wanted, ""
        chosen = next((line for line in sessions if line.id == wanted), chosen)
        self._moved = self._moved or bool(wanted)
        self._rows.show_lines(sessions, kits, now)
        self._welcome.setVisible(not self._rows.has_sessions and bool(kits))
        self._choose_again(chosen)

    def choose(self, session: str) -> None:
        """Choose a session as soon as it is listed; what was searched for makes way."""
        self._search.clear()
        self._wanted = session

    @property
    def chosen(self) -> SessionLine | KitLine | None:
        """The session or kit that Enter would open."""
        row = self._rows.row(self._list.chosen)
        return row if isinstance(row, SessionLine | KitLine) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._search:
                if event.key() == Qt.Key.Key_Escape and self._search.text():
                    self._search.clear()
                    return True
                if self._list.take(event):
                    # Whoever opens the first there is has not chosen it: it makes way for what is first then.
                    self._moved = self._moved or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                    self._announce()
                    return True
            elif watched is self._list and event.text().isprintable() and event.text():
                self._search.setFocus()
                self._search.insert(event.text())
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._list.fit_text()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._welcome)
        column.addWidget(self._search)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        column.addStretch(0)  # takes the room where the list is hidden, so that the search line stays where it was
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDEST)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setContentsMargins(28, 0, 28, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(KeyStrip(_KEYS))

    def _search_for(self, typed: str) -> None:
        self._moved = False
        self._rows.search(typed)
        self._choose_again(None)

    def _choose_again(self, wanted: object) -> None:
        """Choose what was chosen before where it is still near, else the first there is."""
        near = range(min(self._rows.rowCount(), 200)) if wanted is not None else ()
        again = next((at for at in near if _is_same(self._rows.row(at), wanted)), None)
        self._list.choose(again if again is not None else self._rows.first_item())
        if again is None:
            self._list.scrollToTop()
        typed = self._search.text().strip()
        self._nothing.setVisible(not self._rows.rowCount())
        self._list.setVisible(bool(self._rows.rowCount()))
        self._nothing.setText(
            f"Nothing here has “{typed}” in its name. Esc shows everything again."
            if typed
            else "There is no kit to conduct. A kit is a file in question_banks/<bank>/kits; “interview-desk check” "
            "says what is wrong with those that could not be read."
        )

    def _open(self, item: object) -> None:
        match item:
            case KitLine():
                self.conduct_wanted.emit(item.id)
            case SessionLine() if item.state == "ended":
                self.open_wanted.emit(item.id)
            case SessionLine():
                self.resume_wanted.emit(item.id)
            case OnTheSpot():
                self.own_wanted.emit()
            case More():
                at = self._list.chosen
                self._rows.show_all_kits()
                self._list.choose(at)

    def _announce(self) -> None:
        # The focus stays in the search line; a screen reader would not hear otherwise what is chosen now.
        row = self._rows.row(self._list.chosen)
        if row is not None and not isinstance(row, Heading) and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._list, self._rows.spoken(row)))


def _is_same(row: object, wanted: object) -> bool:
    """Whether a row stands for what was chosen, though a session may have gone on meanwhile."""
    if isinstance(row, SessionLine | KitLine) and type(row) is type(wanted):
        return row.id == getattr(wanted, "id", None)
    return row == wanted
