"""What the previews of the library are made of: headings with a word beside, lists, what is read aloud, thin rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.live.prose import Prose, plain_label
from interview_desk.ui.live.script_cards import SayCard
from interview_desk.ui.pages.cards import rule, text_label


class Sheet(QWidget):
    """A column that a preview is written on, from top to bottom."""

    grown = Signal()
    """One part more stands there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._to_come: list[Callable[[], object]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._write_next)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)

    def part(self, title: str, beside: str = "") -> None:
        """Begin a part: a rule, then its title and what is told of it at the right."""
        self.column.addSpacing(14)
        self.column.addWidget(rule())
        self.column.addSpacing(6)
        line = QHBoxLayout()
        line.addWidget(text_label(title, "strong"), 1)
        if beside:
            line.addWidget(plain_label("small", beside), 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(line)

    def heading(self, text: str, beside: str = "") -> None:
        """Write a small heading; what stands `beside` it goes on in muted letters."""
        self.column.addSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(5)
        line.addWidget(plain_label("heading", text), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(plain_label("small", f"· {beside}" if beside else "", wraps=True), 1)
        self.column.addLayout(line)

    def prose(self, markdown: str, role: str = "text", size: int = fonts.TEXT) -> None:
        """Write some Markdown."""
        text = Prose(size, role)
        text.show_text(markdown)
        self.column.addWidget(text)

    def items(self, items: Sequence[str], role: str = "text") -> None:
        """Write a list."""
        self.prose("\n".join(f"- {' '.join(item.split())}" for item in items), role)

    def say(self, markdown: str) -> None:
        """Write what is read aloud, as the live window shows it."""
        card = SayCard()
        card.show_say(markdown)
        self.column.addWidget(card)

    def words(self, text: str, role: str = "small") -> None:
        """Write plain text."""
        self.column.addWidget(text_label(text, role))

    def widget(self, widget: QWidget) -> None:
        """Put something else there."""
        self.column.addWidget(widget)

    def go_on(self, parts: Sequence[Callable[[], object]]) -> None:
        """Write the rest part by part, whenever the window has nothing else to do; a long sheet is many widgets."""
        self._to_come = [*parts]
        self._pause.start()

    @property
    def complete(self) -> bool:
        """Whether everything stands there."""
        return not self._to_come

    def end(self) -> None:
        """Leave the rest of the page empty."""
        self.column.addStretch(1)

    def _write_next(self) -> None:
        if self._to_come:
            self._to_come.pop(0)()
            self.grown.emit()
            self._pause.start()


def hints_text(number: int) -> str:
    """Return a number of hints in words."""
    return "no hints" if number == 0 else "1 hint" if number == 1 else f"{number} hints"
