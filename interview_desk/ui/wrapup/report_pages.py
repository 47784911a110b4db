"""A PDF as pages of paper on the screen, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui.theme import colour, tokens

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_GAP = 16
_WIDEST = 860


class ReportPages(QWidget):
    """Draws every page as wide as there is room; the text of the pages is its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self._images: dict[int, QImage] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(_WIDEST)
        self.setAccessibleName("The report as the candidate will see it")

    def show_pdf(self, data: bytes) -> None:
        """Show a PDF."""
        from PySide6.QtPdf import QPdfDocument  # 20 ms that no start needs to pay

        self._close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        texts = [self._document.getAllText(page).text() for page in range(self._document.pageCount())]
        self.setAccessibleDescription("\n".join(texts))
        self.updateGeometry()
        self.update()

    @property
    def page_count(self) -> int:
        """The number of pages that are shown."""
        return self._document.pageCount() if self._document is not None else 0

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 240)

    def heightForWidth(self, width: int) -> int:
        return round(sum(self._height(page, width) + _GAP for page in range(self.page_count))) or 240

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._images.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = 0.0
        for page in range(self.page_count):
            height = self._height(page, self.width())
            paper = QRectF(0, top, self.width(), height)
            if paper.intersects(QRectF(event.rect())):
                painter.drawImage(paper, self._image(page))
                painter.setPen(QPen(colour(tokens().line), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(paper.adjusted(0.5, 0.5, -0.5, -0.5))
            top += height + _GAP

    def _height(self, page: int, width: int) -> float:
        assert self._document is not None
        size = self._document.pagePointSize(page)
        return width * size.height() / max(1.0, size.width())

    def _image(self, page: int) -> QImage:
        assert self._document is not None
        if page not in self._images:
            ratio = self.devicePixelRatioF()
            size = QSize(round(self.width() * ratio), round(self._height(page, self.width()) * ratio))
            sheet = QImage(size, QImage.Format.Format_RGB32)
            sheet.fill(Qt.GlobalColor.white)  # paper is white in both themes
            painter = QPainter(sheet)
            painter.drawImage(0, 0, self._document.render(page, size))
            painter.end()
            self._images[page] = sheet
        return self._images[page]

    def _close(self) -> None:
        self._images.clear()
        if self._document is not None:
            self._document.close()
            self._document.deleteLater()
        if self._buffer is not None:
            self._buffer.deleteLater()
        self._document = self._buffer = None
