"""The window: a stack of pages, the menus, one line for notices; no logic."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from interview_desk.commands import Scope
from interview_desk.domain.frozen import dataclass
from interview_desk.ui.actions import Actions
from interview_desk.ui.notices import Notices
from interview_desk.ui.theme import set_role

if TYPE_CHECKING:
    from interview_desk.ui.key_sheet import KeySheet
    from interview_desk.ui.palette import Palette

TITLE = "Interview Desk"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it was shown, to go back to."""

    page: QWidget
    title: str
    scopes: tuple[Scope, ...]


class MainWindow(QMainWindow):
    """Shows one page at a time; whoever wires the application fills it."""

    closed = Signal()
    turned = Signal()
    """Another page is shown, or the same one again."""
    first_painted = Signal()
    """The window stands on the screen for the first time: what was put off for its sake may begin."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(640, 480)
        self.resize(1440, 900)
        self.desk = Actions(self)
        self.desk.fill(self.menuBar())
        self.notices = Notices()
        self._painted = False
        self._shown: Shown | None = None
        self._pages = QStackedWidget()
        middle = QWidget()
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self.notices)
        self.setCentralWidget(middle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._guard)
        self.desk.bind({"help.palette": lambda: self.palette_sheet.open(), "help.keys": lambda: self.key_sheet.open()})

    # The sheets are made when first wished for: lists and their styles cost a twentieth of the time to the first paint.
    @cached_property
    def palette_sheet(self) -> Palette:
        """All commands by name."""
        from interview_desk.ui.palette import Palette

        return Palette(self.desk, self)

    @cached_property
    def key_sheet(self) -> KeySheet:
        """All commands with their keys."""
        from interview_desk.ui.key_sheet import KeySheet

        return KeySheet(self)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    @property
    def shown(self) -> Shown | None:
        """The page that is shown and how, for `show_again`."""
        return self._shown

    def show_again(self, shown: Shown) -> bool:
        """Go back to a page; tells whether it is still there."""
        if self._pages.indexOf(shown.page) < 0:
            return False
        self.show_page(shown.page, shown.title, *shown.scopes)
        return True

    def show_keys(self) -> None:
        """Take the keys that the commands have now, wherever any is shown: such a widget has a `show_keys`."""
        self.desk.show_keys()
        for widget in self.findChildren(QWidget):
            if callable(show := getattr(widget, "show_keys", None)):
                show()

    def show_page(self, page: QWidget, title: str, *scopes: Scope) -> None:
        """Show a page, with the commands of its scopes open."""
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._shown = Shown(page, title, scopes)
        self.setWindowTitle(f"{title} – {TITLE}" if title else TITLE)
        self.notices.clear()
        self.desk.open_for(*scopes)
        if self._painted and self.isHidden():  # it had made way for the compact window
            self.show()
            self.activateWindow()
        page.setFocus()
        self.turned.emit()

    def add_bar(self, bar: QWidget) -> None:
        """Add a line of its own below every page, above the notices."""
        self._column.insertWidget(self._column.indexOf(self.notices), bar)

    def mark(self, words: str) -> None:
        """Show words above every page."""
        label = QLabel(words)
        set_role(label, "warm")
        label.setContentsMargins(20, 6, 20, 6)
        self._column.insertWidget(0, label)

    def drop_page(self, page: QWidget) -> None:
        """Let a page go that won't be shown again."""
        self._pages.removeWidget(page)
        page.deleteLater()

    def _guard(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep the line that has the focus from taking the keys of commands for its own."""
        if isinstance(now, QLineEdit) and now.window() is self and not now.property("guarded"):
            now.setProperty("guarded", True)
            now.installEventFilter(self.desk)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # The request is answered with the paint of the whole window; what comes back is on its way to the screen.
        if event.type() == QEvent.Type.UpdateRequest and not self._painted:
            self._painted = True
            self.activateWindow()  # where no window manager gives the focus, keys would not be commands
            self.first_painted.emit()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
