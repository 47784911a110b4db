"""The window to share over the call: statement, current prompt, starter code, in large type and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_desk.domain.public import PublicScript
from interview_desk.ui import fonts
from interview_desk.ui.live.code_view import CodeView
from interview_desk.ui.live.column import Column, upright
from interview_desk.ui.live.prose import Prose

_LARGE, _LARGEST = 20, 24
_WIDEST = 900


class CandidateWindow(QWidget):
    """Shows a `PublicScript`; it is never given a state, so nothing private can get here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Interview")
        self.resize(1000, 720)
        self._script = PublicScript()
        self.title = Prose(_LARGEST)
        self.statement = Prose(_LARGE, "muted")
        self.prompt = Prose(_LARGEST)
        self.nothing = Prose(_LARGE, "muted")
        self.nothing.show_text("The next question appears here.")
        self.starter: CodeView | None = None
        body = QWidget()
        middle = QHBoxLayout(body)
        middle.setContentsMargins(48, 40, 48, 40)
        text = QWidget()
        text.setMaximumWidth(fonts.px(_WIDEST))
        self._column: QVBoxLayout = upright(text, 24)
        for prose in (self.title, self.statement, self.prompt, self.nothing):
            self._column.addWidget(prose)
        self._column.addStretch(1)
        middle.addWidget(text)
        scroll = Column()
        scroll.setWidget(body)
        upright(self, 0).addWidget(scroll)
        self._show()

    @property
    def script(self) -> PublicScript:
        return self._script

    def show_script(self, script: PublicScript) -> None:
        """Show what may be seen now; the same again costs nothing."""
        if script != self._script:
            self._script = script
            self._show()

    def _show(self) -> None:
        script = self._script
        for prose, text in (
            (self.title, f"**{script.title}**" if script.title else ""),
            (self.statement, script.statement),
            (self.prompt, script.prompt),
        ):
            prose.show_text(text)
            prose.setVisible(bool(text))
        self.nothing.setVisible(not script.title)
        if self.starter is not None:
            self._column.removeWidget(self.starter)
            self.starter.hide()
            self.starter.deleteLater()
            self.starter = None
        if script.starter:
            self.starter = CodeView(script.starter, script.language, 16)
            self._column.insertWidget(4, self.starter)
