"""The right half of the library: the chosen file, what is wrong with it, and how it would look in an interview."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from interview_desk.domain.public import public_layer
from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Kit, Question
from interview_desk.domain.shelf import OpenedFile, ShelfLine
from interview_desk.ui import fonts
from interview_desk.ui.live.column import Column
from interview_desk.ui.live.keycap import KeyButton, KeyStrip, command_button
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.pages.library_kit import KitSheet
from interview_desk.ui.pages.library_parts import Sheet
from interview_desk.ui.pages.library_problems import ProblemList
from interview_desk.ui.pages.library_question import CandidateSheet, QuestionSheet
from interview_desk.ui.pages.library_rubric import RubricSheet
from interview_desk.ui.theme import set_role

_WIDEST = 820
_SIDE = 28


class LibraryPreview(QWidget):
    """Shows one opened file; a question for the interviewer, or for the candidate."""

    command_wanted = Signal(str)
    prepare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Preview")
        self._line: ShelfLine | None = None
        self._opened: OpenedFile | None = None
        self._for_candidate = False
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setMinimumWidth(1)
        set_role(self._title, "title")
        self._where = text_label("", "small", selectable=True)
        self._where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._state = QLabel()
        set_role(self._state, "small")
        self._deeds = QHBoxLayout()
        self._deeds.setContentsMargins(0, 0, 0, 0)
        self._strip: KeyStrip | None = None
        self._problems = ProblemList()
        self._head = QWidget()
        self._head_column = QVBoxLayout(self._head)
        self._sheet: Sheet | None = None
        self._at = 0
        self._folded = False
        self._scroll = Column()
        self._whole = QVBoxLayout(self)
        self._lay_out()

    @property
    def for_candidate(self) -> bool:
        """Whether a question is shown as the candidate would see it."""
        return self._for_candidate

    @property
    def sheet(self) -> Sheet | None:
        """What the file is shown as, None where there is nothing to show."""
        return self._sheet

    def fold(self, folded: bool) -> None:
        """Let the head scroll with the rest, where there is little height, or stand above it."""
        if folded != self._folded:
            self._folded = folded
            self._place()

    def expect(self, line: ShelfLine | None) -> None:
        """Show at once whose preview is on its way; None where nothing is chosen."""
        self._line = line
        self.setVisible(line is not None)
        if line is not None:
            self._title.setText(line.title)
            self._where.setText(_where(line))

    def show_opened(self, opened: OpenedFile) -> None:
        """Show a file as it stands now; the same file again stays where it was scrolled to."""
        again = self._opened is not None and self._opened.line.path == opened.line.path
        at = self._scroll.verticalScrollBar().value() if again else 0
        same = again and self._opened is not None and self._opened.holds == opened.holds
        self._opened = opened
        self._line = opened.line
        self.show()
        self._where.setText(_where(opened.line))
        if isinstance(opened.holds, Kit | Question | Rubric):
            self._title.setText(opened.holds.title)
        self._problems.show_remarks(opened.remarks, opened.why_not)
        self._show_state(opened)
        if not same:
            self._show_deeds(opened)
            self._show_sheet()
        self._at = at
        self._back_to_place()

    def toggle_candidate(self) -> bool:
        """Turn between the interviewer's and the candidate's side; False where there is no question to turn."""
        if self._opened is None or not isinstance(self._opened.holds, Question):
            return False
        self._for_candidate = not self._for_candidate
        self._at = 0
        self._show_deeds(self._opened)
        self._show_sheet()
        return True

    def turn_page(self, by: int) -> None:
        """Scroll by most of a page."""
        self._scroll.turn_page(by)

    def _show_state(self, opened: OpenedFile) -> None:
        if opened.errors or opened.holds is None:
            words, role = "✕ can't be used", "concern"
        elif opened.warnings:
            words, role = f"⚠ {opened.warnings} warning{'' if opened.warnings == 1 else 's'}", "warm"
        else:
            words, role = "✓ no problems", "good"
        self._state.setText(words)
        set_role(self._state, role)

    def _show_deeds(self, opened: OpenedFile) -> None:
        buttons: list[KeyButton] = []
        if isinstance(opened.holds, Kit):
            prepare = KeyButton("↵", "prepare an interview")
            prepare.clicked.connect(self.prepare_wanted)
            buttons.append(prepare)
        if isinstance(opened.holds, Question):
            buttons.append(command_button("library.prepare", "prepare with a rubric"))
            words = "back to the interviewer's side" if self._for_candidate else "as the candidate sees it"
            buttons.append(command_button("library.as-candidate", words))
        buttons.append(command_button("library.edit", "open in the editor"))
        if self._strip is not None:
            self._deeds.removeWidget(self._strip)
            self._strip.hide()
            self._strip.deleteLater()
        self._strip = KeyStrip(buttons, wraps=True)
        self._strip.command_wanted.connect(self.command_wanted)
        self._deeds.addWidget(self._strip)

    def _show_sheet(self) -> None:
        self._sheet = None
        holds = self._opened.holds if self._opened is not None else None
        match holds:
            case Question() if self._for_candidate:
                self._sheet = CandidateSheet([public_layer(holds, layer) for layer in holds.layers])
            case Question():
                self._sheet = QuestionSheet(holds)
            case Kit():
                self._sheet = KitSheet(holds)
            case Rubric():
                self._sheet = RubricSheet(holds)
        if self._sheet is not None:
            self._sheet.grown.connect(self._back_to_place)
        self._place()

    def _back_to_place(self) -> None:
        """Scroll to where the same file was read before it was saved anew, once there is enough of it."""
        bar = self._scroll.verticalScrollBar()
        if self._at and bar.maximum() >= self._at:
            bar.setValue(self._at)
            self._at = 0

    def _place(self) -> None:
        """Put everything on a body of its own: what is made anew finds its height anew."""
        before = self._scroll.takeWidget()
        # What stays would go with the body before.
        for kept in (self._head, self._problems, *([self._sheet] if self._sheet is not None else [])):
            kept.setParent(self)
        if before is not None:
            before.hide()
            before.setParent(self)
            before.deleteLater()  # not at once: this may be called while Qt walks through all widgets
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(_SIDE, 4, _SIDE, 28)
        column.setSpacing(14)
        if self._folded:
            column.addWidget(self._head)
        else:
            self._whole.insertWidget(0, self._head)
        column.addWidget(self._problems)
        if self._sheet is not None:
            column.addWidget(self._sheet)
        column.addStretch(1)
        body.setMaximumWidth(fonts.px(_WIDEST) + 2 * _SIDE)
        margin = 0 if self._folded else _SIDE
        self._head_column.setContentsMargins(margin, 18, margin, 8)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body, 100)
        row.addStretch(1)
        outer.setAutoFillBackground(False)
        for part in (self._head, *([self._sheet] if self._sheet is not None else [])):
            part.show()
        self._problems.setVisible(self._problems.wanted)
        self._scroll.setWidget(outer)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        column = self._head_column
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self._where)
        column.addSpacing(6)
        column.addLayout(self._deeds)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._scroll, 1)
        self._place()


def _where(line: ShelfLine) -> str:
    if line.kind == "rubric":
        place = f"rubrics/{line.path.name}"
    elif line.kind == "kit":
        place = f"question_banks/{line.bank}/kits/{line.path.name}"
    else:
        place = f"question_banks/{line.bank}/{line.path.name}"
    whose = "yours" if line.yours else "comes with Interview Desk"
    parts = [line.kind.capitalize(), *line.kinds[:3], ", ".join(line.levels)] if line.kind == "question" else []
    return " · ".join(part for part in (*(parts or [line.kind.capitalize()]), place, whose) if part)
