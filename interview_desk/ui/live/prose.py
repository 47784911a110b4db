"""Text of the script on screen: a few marks of Markdown, no HTML, nothing loaded from anywhere."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

_FEATURES = QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectCommonMark


class _Sealed(QTextDocument):
    """A document that opens no file and asks nobody for a picture."""

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None


class Prose(QLabel):
    """A label that wraps Markdown. It is a label to a screen reader; drawing it is our own, to be safe and even."""

    def __init__(
        self, size: int = fonts.TEXT, role: str = "text", line_height: int = 118, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._role = role
        self._line_height = line_height
        self._source = ""
        self._document: QTextDocument | None = None
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, markdown: str) -> None:
        """Show a text; the one that is shown already costs nothing."""
        if markdown == self._source:
            return
        self._source = markdown
        self._forget()
        self.setText(self._drawn().toPlainText())
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            document = self._drawn()
            document.setTextWidth(max(1, width))
            height = self._heights[width] = ceil(document.size().height())
        return height

    def sizeHint(self) -> QSize:
        # Every layout that this is in asks for the height of a width; to lay the text out for this as well is waste.
        return QSize(240, fonts.px(self._size) * 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        document = self._drawn()
        document.setTextWidth(self.width())
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, colour(getattr(tokens(), self._role)))
        context.palette = palette
        document.documentLayout().draw(QPainter(self), context)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._forget()
            self.updateGeometry()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._document = None
        self._heights.clear()

    def _drawn(self) -> QTextDocument:
        if self._document is None:
            document = _Sealed()
            document.setDocumentMargin(0)
            document.setIndentWidth(fonts.px(18))
            document.setDefaultFont(fonts.text_font(self._size))
            document.setMarkdown(self._source, _FEATURES)
            _even_out(document, self._line_height, self._size)
            self._document = document
        return self._document


def _even_out(document: QTextDocument, line_height: int, size: int) -> None:
    """Give every paragraph the same leading, half a line between two, none at the edges; and code its typeface."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        form = QTextBlockFormat(block.blockFormat())
        form.setTopMargin(0)
        form.setBottomMargin(fonts.px(size) * 0.55 if block.next().isValid() else 0)
        form.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.clearBackground()
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)
        pieces = []
        at = block.begin()
        while not at.atEnd():
            pieces.append(at.fragment())
            at += 1
        for piece in pieces:
            form_of = piece.charFormat()
            code, strong = form_of.fontFixedPitch(), form_of.fontWeight() > QFont.Weight.Medium.value
            if not code and not strong:
                continue
            plain = QTextCharFormat()
            if code:
                plain.setFont(fonts.mono_font(size - 1))
            else:
                plain.setFontWeight(QFont.Weight.Bold)
            cursor.setPosition(piece.position())
            cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
            (cursor.setCharFormat if code else cursor.mergeCharFormat)(plain)
        block = block.next()


def plain_label(role: str, text: str = "", wraps: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label of a role of the style sheet that takes its text as it stands."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wraps)
    return label
