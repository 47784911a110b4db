"""What is looked for besides words: which sort of file, and the kind, level and topic of questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_desk.domain.scoring import LEVELS
from interview_desk.domain.shelf import ShelfKind, ShelfLine
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.pages.library_rows import PLURAL
from interview_desk.ui.pages.picker import Picker

_ALL = "all"


class LibraryFilters(QWidget):
    """A row of sorts, and three lists below it; each offers only what there is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sorts = [(_ALL, "All"), *((kind, title) for kind, title in PLURAL.items())]
        self._shelf = ChoiceRow(sorts, "Show", small=True)
        self._shelf.show_choice(_ALL)
        self._shelf.chosen.connect(self._choose_shelf)
        self._kind = Picker("Kind", "Any kind")
        self._level = Picker("Level", "Any level")
        self._topic = Picker("Topic", "Any topic")
        row = QHBoxLayout()
        row.setSpacing(8)
        for picker in (self._kind, self._level, self._topic):
            picker.currentIndexChanged.connect(self.changed)
            row.addWidget(picker, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._shelf)
        column.addLayout(row)

    @property
    def shelf(self) -> ShelfKind | None:
        """The sort of file looked for, None for all."""
        return next((kind for kind in PLURAL if kind == self._shelf.choice), None)

    @property
    def kind(self) -> str:
        """The kind of question looked for, empty for any."""
        return self._kind.picked

    @property
    def level(self) -> str:
        """The level looked for, empty for any."""
        return self._level.picked

    @property
    def topic(self) -> str:
        """The topic looked for, empty for any."""
        return self._topic.picked

    @property
    def is_open(self) -> bool:
        """Whether nothing is held back."""
        return self.shelf is None and not (self.kind or self.level or self.topic)

    def clear(self) -> None:
        """Hold nothing back."""
        self._shelf.show_choice(_ALL)
        for picker in (self._kind, self._level, self._topic):
            picker.setCurrentIndex(0)
        self.changed.emit()

    def offer(self, lines: Sequence[ShelfLine]) -> None:
        """Offer what there is to choose by; what was chosen stays where it still is there."""
        self._kind.offer(sorted({kind for line in lines for kind in line.kinds}))
        levels = {level for line in lines for level in line.levels}
        self._level.offer([level for level in LEVELS if level in levels])
        self._topic.offer(sorted({topic for line in lines for topic in line.topics}))

    def _choose_shelf(self, id: str) -> None:
        self._shelf.show_choice(id)
        self.changed.emit()
