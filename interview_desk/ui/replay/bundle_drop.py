"""What is dropped on a page as files: sessions, training sets and reviews are wished for, all else is left alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

SUFFIXES = (".desk", ".deskset", ".deskreviews")


class BundleDrop(QObject):
    """Takes what is dropped on a widget."""

    import_wanted = Signal(object)
    """The `Path` of a bundle."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A drag that enters, moves and drops are all of this class.
        if isinstance(event, QDropEvent) and (found := bundles(event.mimeData())):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                for path in found:
                    self.import_wanted.emit(path)
            return True
        return super().eventFilter(watched, event)


def bundles(data: QMimeData) -> list[Path]:
    """Return the bundles among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
