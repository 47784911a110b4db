"""The head of a replay: whose interview it is, and the keys one moves with."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain.state import State
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN
from interview_desk.ui.live.keycap import KeyButton, command_button
from interview_desk.ui.theme import colour, semibold, tokens

_KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("replay.play",), "play"),
    (("replay.back", "replay.ahead"), "±10 s"),
    (("replay.previous", "replay.next"), "event"),
    (("review.comment",), "comment"),
    (("replay.leave",), "back"),
)


class ReplayHeader(QFrame):
    """Shows the session's title; each key can be clicked."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar-top")
        self._title = ("", "")
        self._hides = False
        self._about = True
        self.words = Elided(self)
        self._keys = [self._group(ids, words) for ids, words in _KEYS]
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(18)
        self.set = Pill(self)
        self.set.hide()
        self.review = Elided(self)
        self.review.hide()
        row.addWidget(self.words, 1)
        row.addWidget(self.set)
        row.addWidget(self.review, 1)
        for group in self._keys:
            row.addWidget(group)

    def show_state(self, state: State) -> None:
        """Show whose interview it is; nothing in it changes as time goes on."""
        opened, kit = state.opened, state.kit
        question = next((it.title for it in kit.questions), kit.title)
        about = [f"{opened.level.capitalize()} · {kit.role}", opened.interviewer]
        if state.prepared_at is not None and not self._hides:
            about.append(f"{state.prepared_at.astimezone():%d %B %Y}".lstrip("0"))
        words = (f"Replay · {opened.candidate or 'No name'} · {question}", " · ".join(it for it in about if it))
        if words != self._title:
            self._title = words
            self.words.show_words(words[0], words[1] if self._about else "")

    def show_review(self, training_set: str, words: str) -> None:
        """Show which training set the session belongs to, and whether something is hidden."""
        self.set.setText(training_set)
        self.set.setVisible(bool(training_set))
        self.review.show_words("", words)
        self.review.setVisible(bool(words))
        self._about = not words
        self.words.show_words(self._title[0], self._title[1] if self._about else "")

    def hide_date(self) -> None:
        """Don't say when it was: whoever knows that may know who it was."""
        self._hides = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys give way before the title does, the last first; the way back always stays."""
        room = self.width() - 2 * MARGIN - fonts.px(220) - self._keys[-1].sizeHint().width()
        for group in self._keys[:-1]:
            room -= group.sizeHint().width() + 18
            group.setVisible(room >= 0)
        super().resizeEvent(event)

    def _group(self, ids: tuple[str, ...], words: str) -> QWidget:
        group = QWidget(self)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for id in ids:
            last = id == ids[-1]
            button = command_button(id, words) if last else KeyButton(keys_text(BY_ID[id]), "", BY_ID[id].title)
            button.setToolTip(BY_ID[id].help)
            button.command = id
            button.clicked.connect(lambda _checked=False, id=id: self.command_wanted.emit(id))
            row.addWidget(button)
        return group


class Pill(QLabel):
    """A few words in a pill of the accent's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(semibold(fonts.SMALL))
        return QSize(min(fonts.px(300), metrics.horizontalAdvance(self.text()) + 22), metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens().accent_soft))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        painter.setFont(semibold(fonts.SMALL))
        painter.setPen(colour(tokens().accent))
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, cut)


class Elided(QLabel):
    """A title and what stands behind it, on one line that is cut where it is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = ("", "")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, title: str, about: str) -> None:
        self._parts = (title, about)
        self.setText(", ".join(it for it in (title, about) if it))
        self.setToolTip(f"{title}\n{about}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(200), QFontMetrics(semibold(fonts.SAY)).height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(80), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, room = 0, self.width()
        looks = ((semibold(fonts.SAY), tokens().text), (fonts.text_font(fonts.TEXT), tokens().muted))
        for text, (font, ink) in zip(self._parts, looks, strict=True):
            if not text:
                continue
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(colour(ink))
            box = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            used = metrics.horizontalAdvance(shown) + fonts.px(18)
            left, room = left + used, room - used
            if room < fonts.px(60):
                return
