"""What is wrong in a file, or doubtful: each at its line and column, with what would be right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from interview_desk.domain.shelf import Remark
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import set_role

_MOST = 40


class ProblemList(QFrame):
    """A card with a row for each problem, the errors first; not shown where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._wanted = False
        self._title = QLabel()
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addWidget(self._rows)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to show."""
        return self._wanted

    def show_remarks(self, remarks: Sequence[Remark], why_not: str = "") -> None:
        """Show all problems of a file; `why_not` where the file is sound, and yet can't be used."""
        errors = sum(not remark.warning for remark in remarks)
        warnings = len(remarks) - errors
        if errors:
            title = f"✕ {_some(errors, 'problem')}: nobody can use this file before {_it(errors)} mended"
        elif why_not:
            title = "✕ This can't be used as it stands"
        elif not warnings:
            title = ""
        else:
            title = f"⚠ {_some(warnings, 'warning')}: the file can be used"
        self._title.setText(title)
        self._title.setWordWrap(True)
        set_role(self._title, "concern" if errors or why_not else "warm")
        self.setAccessibleName(title)
        self._fill(sorted(remarks, key=lambda remark: remark.warning), "" if errors else why_not)
        self._wanted = bool(remarks) or bool(why_not)
        self.setVisible(self._wanted)

    def _fill(self, remarks: Sequence[Remark], why_not: str) -> None:
        self._column.removeWidget(self._rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        if why_not:
            grid.addWidget(text_label(why_not, "body", selectable=True), 0, 0, 1, 2)
        for at, remark in enumerate(remarks[:_MOST], 1):
            place = QLabel(f"{remark.line}:{remark.column}")
            set_role(place, "mono")
            place.setAccessibleName(f"line {remark.line}, column {remark.column}")
            words = text_label(sentence(remark), "body", selectable=True)
            words.setAccessibleName(f"Line {remark.line}, column {remark.column}: {sentence(remark)}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(place, at, 0, Qt.AlignmentFlag.AlignRight | top)
            grid.addWidget(words, at, 1, top)
        if len(remarks) > _MOST:
            grid.addWidget(text_label(f"and {len(remarks) - _MOST} more", "small"), _MOST + 1, 1)
        self._column.addWidget(self._rows)


def sentence(remark: Remark) -> str:
    """Return a remark as `check` writes it, without the place."""
    name = f" [{remark.name}]" if remark.name else ""
    return f"{'warning: ' if remark.warning else ''}{remark.what}; {remark.remedy}{name}"


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _it(number: int) -> str:
    return "it is" if number == 1 else "they are"
