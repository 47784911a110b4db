"""The notes: everything that happened, in order, the newest at the foot and the note line below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.state import Moment, Note, Reached, Snippet, State
from interview_desk.ui import fonts
from interview_desk.ui.live import note_rows
from interview_desk.ui.live.code_view import code_book
from interview_desk.ui.live.column import MARGIN, Head, SlimBar, upright
from interview_desk.ui.live.note_rows import Row
from interview_desk.ui.models import MomentFilter, MomentsModel
from interview_desk.ui.theme import colour, tokens

# Rows that stay laid out: a few screens full.
_KEPT_ROWS = 400


class NotesPanel(QWidget):
    """The head with its counts, and the notes."""

    moment_clicked = Signal(int)
    """The number of the entry that was clicked."""

    def __init__(self, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Head()
        self.model = MomentsModel()
        self.view = NotesView(self.model)
        self.view.clicked.connect(lambda index: self.moment_clicked.emit(self.model.moment(index.row()).seq))
        column = upright(self, 12, (0, 4, 0, 0) if compact else (MARGIN, 18, 0, 0))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, MARGIN, 0)
        head.addWidget(self.head)
        column.addLayout(head)
        if compact:
            self.head.hide()
        column.addWidget(self.view, 1)

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; only rows that are new or changed cost anything."""
        self.model.show_state(state)
        self._show_head(state)

    def show_saved(self, seq: int) -> None:
        """Show every entry up to this number as saved."""
        if seq > self.model.saved_seq:
            self.model.saved_seq = seq
            self.view.viewport().update()

    def show_filter(self, chosen: MomentFilter | None) -> None:
        """Show only some moments, or all again."""
        self.model.set_filter(chosen)
        if self.model.state is not None:
            self._show_head(self.model.state)

    @property
    def chosen(self) -> Moment | None:
        """The note or snippet that was jumped to, if it still stands."""
        state, seq = self.model.state, self.view.painter.chosen
        return next((it for it in state.moments if it.seq == seq), None) if state is not None and seq else None

    def step(self, by: int) -> None:
        """Jump to the note or snippet above (−1) or below (1) the one that is chosen; below the last is none."""
        rows = [row for row in range(self.model.rowCount()) if isinstance(self.model.moment(row), Note | Snippet)]
        seqs = [self.model.moment(row).seq for row in rows]
        here = seqs.index(self.view.painter.chosen) if self.view.painter.chosen in seqs else len(seqs)
        at = max(0, here + by)
        self.choose(rows[at] if at < len(rows) else None)

    def choose(self, row: int | None) -> None:
        """Choose a row, or none, and go to the newest again."""
        self.view.choose(row)
        if row is not None and QAccessible.isActive():
            said = str(self.model.data(self.model.index(row, 0)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, said))

    def toggle_difference(self, seq: int) -> bool:
        """Show a snippet as what changed, or whole again; tells whether it is compared now."""
        compared = self.view.painter.toggle_difference(seq)
        self.view.measure_again()
        return compared

    def show_keys(self) -> None:
        """Show the keys that the commands have now."""
        if self.model.state is not None:
            self._show_head(self.model.state)

    def filter_options(self) -> list[tuple[str, str]]:
        """Return the keys that one can filter by, and what each shows."""
        rows = self.model.state.rubric.competencies if self.model.state is not None else ()
        options = [(key, chosen.title) for key, chosen in FILTERS]
        return options + [(str(number), row.title) for number, row in enumerate(rows[:9], 1)]

    def filter_by(self, key: str) -> None:
        """Show only what a key of `filter_options` stands for."""
        if self.model.state is not None:
            chosen: MomentFilter | None = dict(FILTERS).get(key)
            self.show_filter(chosen or competency_filter(self.model.state, int(key)))

    def turn_page(self, by: int) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + by * round(bar.pageStep() * 0.8))

    def _show_head(self, state: State) -> None:
        notes, snippets = state.note_count, len(state.snippets)
        counts = [f"{notes} note{'' if notes == 1 else 's'}"] if notes else []
        if snippets:
            counts.append(f"{snippets} snippet{'' if snippets == 1 else 's'}")
        chosen = self.model.filter
        if chosen is not None:
            self.head.show_words(f"Notes — only {chosen.title}", f"{keys_text(BY_ID['note.filter'])} shows all")
        else:
            self.head.show_words("Notes", " · ".join(counts))


class NotesView(QTableView):
    """One column of painted rows. A QTableView, because a QListView lays every row out again on each insert."""

    def __init__(self, model: MomentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._at_end = True
        self._measuring = False
        self.setViewport(QWidget())  # PySide takes 15 ms to find out what a viewport is that it did not make
        self.setObjectName("notes")
        self.setAccessibleName("Notes")
        self.setProperty("role", "bare")
        self.setModel(model)
        self.painter = RowPainter(model, self)
        self.setItemDelegate(self.painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(fonts.px(20) + 12)
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self.viewport().setAutoFillBackground(False)
        self._slim = SlimBar(self)
        model.rowsInserted.connect(self._after_insert)
        model.dataChanged.connect(self._after_change)
        model.modelReset.connect(self._after_reset)

    @property
    def at_end(self) -> bool:
        """Whether the newest row is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 8

    def choose(self, row: int | None) -> None:
        """Mark a row as the chosen one and bring it into sight; none goes to the newest."""
        self.painter.chosen = self._rows.moment(row).seq if row is not None else 0
        if row is None:
            self._to_end()
        else:
            for _ in range(3):  # rows above it get their height as they come into sight
                self.scrollTo(self._rows.index(row, 0))
                if not self._measure_visible():
                    break
        self.viewport().update()

    def measure_again(self) -> None:
        """Give the rows in sight their height again."""
        self._measure_visible()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.painter.forget_heights()
        self._measure_visible()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._to_end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(fonts.px(20) + 12)
            self.painter.forget_heights()
            if self.isVisible():
                self._measure_visible()
        super().changeEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click is two clicks."""

    def _after_insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        # Those that fit into sight, were each of them the lowest that there is; others are measured as they come there.
        fitting = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2
        for row in range(max(first, last - fitting), last + 1):
            self._measure(row)

    def _after_change(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), min(last.row(), first.row() + 50) + 1):
            self._measure(row)
        self.viewport().update()

    def _after_reset(self) -> None:
        self.painter.forget_heights()
        self._to_end()

    def _to_end(self) -> None:
        """Go to the newest row; those in sight get their height there, the others when they come into sight."""
        for _ in range(3):
            self.scrollToBottom()
            if not self._measure_visible():
                break
        self.scrollToBottom()
        self._at_end = True

    def _scrolled(self) -> None:
        self._at_end = self.at_end
        self._measure_visible()

    def _range_changed(self, _least: int, most: int) -> None:
        """Stay with the newest row where it was in sight; whoever has scrolled back is left where they are."""
        if self._at_end:
            self.verticalScrollBar().setValue(most)

    def _measure_visible(self) -> bool:
        """Give the rows in sight their height; tell whether any changed."""
        if self._measuring or self._rows.rowCount() == 0:
            return False
        self._measuring = True
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        last = self._rows.rowCount() - 1 if last < 0 else last
        changed = False
        for row in range(first, min(last, first + 200) + 1):
            changed |= self._measure(row)
        self._measuring = False
        return changed

    def _measure(self, row: int) -> bool:
        height = self.painter.height_if_new(row, self.viewport().width())
        if height is None or height == self.rowHeight(row):
            return False
        self.setRowHeight(row, height)
        return True


class RowPainter(QStyledItemDelegate):
    """Draws rows from what was laid out before."""

    def __init__(self, model: MomentsModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._laid_out: dict[int, Row] = {}
        self._measured: dict[int, object] = {}
        self._width = 0
        self.chosen = 0
        """The number of the entry that was jumped to; 0 for none."""
        self._compared: set[int] = set()
        self.book = code_book()
        self.book.told.connect(self._colours_told)

    def height_if_new(self, row: int, width: int) -> int | None:
        """Return the height of a row whose present moment was not measured at this width yet."""
        if width != self._width:
            self.forget_heights()
            self._width = width
        moment = self._model.moment(row)
        if self._measured.get(moment.seq) is moment:
            return None
        self._measured[moment.seq] = moment
        return self._row(row).height

    def toggle_difference(self, seq: int) -> bool:
        """Lay a snippet out as what changed, or whole again."""
        self._compared ^= {seq}
        self._laid_out.pop(seq, None)
        self._measured.pop(seq, None)
        return seq in self._compared

    def forget_heights(self) -> None:
        """Measure every row again when it is next in sight."""
        self._measured.clear()
        self._laid_out.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = self._model.state
        if state is None:
            return
        row = self._row(index.row())
        moment = row.moment
        until = note_rows.until_text(self._model.until_ms(moment), state) if isinstance(moment, Reached) else ""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(_rect(option)).adjusted(0, 0, -MARGIN, 0)
        if moment.seq == self.chosen:
            painter.fillRect(QRectF(_rect(option)), colour(tokens().raised))
            painter.fillRect(
                QRectF(_rect(option).left(), _rect(option).top(), 3, _rect(option).height()), colour(tokens().accent)
            )
            box.adjust(8, 0, 0, 0)
        note_rows.draw(painter, row, box, state, moment.seq > self._model.saved_seq, until, self.book)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._row(index.row()).height)

    def _row(self, number: int) -> Row:
        moment, state = self._model.moment(number), self._model.state
        assert state is not None
        row = self._laid_out.get(moment.seq)
        if row is None or row.moment is not moment:
            if len(self._laid_out) >= _KEPT_ROWS:
                self._laid_out.clear()
            width = (self._width or self._view.viewport().width()) - MARGIN
            row = note_rows.lay_out(moment, state, width, moment.seq in self._compared)
            self._laid_out[moment.seq] = row
        return row

    def _colours_told(self, _code: str) -> None:
        self._view.viewport().update()


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


FILTERS: tuple[tuple[str, MomentFilter], ...] = (
    ("+", MomentFilter("strengths", kind="strength")),
    ("-", MomentFilter("concerns", kind="concern")),
    ("?", MomentFilter("come back", kind="come-back")),
    ("*", MomentFilter("key moments", kind="key-moment")),
    ("s", MomentFilter("snippets", sort=Snippet)),
)


def competency_filter(state: State, number: int) -> MomentFilter | None:
    """Return the filter for a row of the rubric, counted from 1."""
    rows = state.rubric.competencies
    return MomentFilter(rows[number - 1].title, competency=rows[number - 1].id) if 0 < number <= len(rows) else None


def last_note(state: State) -> Note | None:
    """Return the note that was saved last, for amending it."""
    return next((moment for moment in reversed(state.moments) if isinstance(moment, Note)), None)
