"""The order in which a screen reader comes to sisters: Qt's is that in which they were made, or last raised."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def in_reading_order(*widgets: QWidget) -> None:
    """Let a screen reader come to sisters in this order."""
    for widget in widgets:
        widget.raise_()


def follow(layout: QLayout) -> None:
    """Let a screen reader come to what a layout holds in the order in which it stands there."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            widget.raise_()
        elif (inner := item.layout()) is not None:
            follow(inner)
