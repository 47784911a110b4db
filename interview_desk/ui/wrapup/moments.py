"""A line of text in which times are links to their moments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent

from interview_desk.domain.timing import clock_text
from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import BODY, SizedLabel
from interview_desk.ui.theme import tokens


class Marked(str):
    """Words in the accent colour, such as the number of a line."""

    __slots__ = ()


class Faint(str):
    """Words that stand back."""

    __slots__ = ()


Part = str | int
"""Words, or a session time in ms that becomes a link."""

_TIME = re.compile(r"\b\d{2,3}:\d{2}\b")


class MomentsLabel(SizedLabel):
    """Shows parts in a row; a click on a time, or Enter on it, wishes to see that moment."""

    moment_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__("", BODY)
        self._parts: tuple[Part, ...] = ()
        self._quiet = False
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.linkActivated.connect(lambda target: self.moment_wanted.emit(int(target)))

    def show_parts(self, parts: Iterable[Part], *, quiet: bool = False) -> None:
        """Show these parts, where they are not what is shown already; `quiet` ones only as a suggestion."""
        wanted = tuple(parts)
        if (wanted, quiet) != (self._parts, self._quiet):
            self._parts, self._quiet = wanted, quiet
            self._write()

    def plain(self) -> str:
        """Return what is shown, as text."""
        return "".join(part if isinstance(part, str) else f"{clock_text(part)} " for part in self._parts)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            # Else the first Tab would only enter the line, and a second one find its first link.
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A link takes its colour when it is written, not when it is drawn.
        if event.type() == QEvent.Type.StyleChange and self._parts:
            self._write()

    def _write(self) -> None:
        links = any(isinstance(part, int) for part in self._parts)
        flags = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags if links else Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.NoFocus)
        words = "".join(map(_written, self._parts))
        self.setText(f'<span style="color: {tokens().muted}">{words}</span>' if self._quiet else words)
        self.setAccessibleName(self.plain())


def with_links(text: str, times_ms: Sequence[int]) -> list[Part]:
    """Return a text as parts, its times links where they are among `times_ms`; with none in it, the first leads."""
    by_text = {clock_text(ms): ms for ms in times_ms}
    parts: list[Part] = []
    at = 0
    for found in _TIME.finditer(text):
        if found[0] in by_text:
            parts += [text[at : found.start()], by_text[found[0]]]
            at = found.end()
    found_parts = [part for part in (*parts, text[at:]) if part != ""]
    return found_parts if parts or not times_ms else [times_ms[0], " ", *found_parts]


def _written(part: Part) -> str:
    if isinstance(part, Marked):
        return (
            f"<span style=\"color: {tokens().accent}; font-family: '{fonts.MONO_FAMILY}';\">{html.escape(part)}</span>"
        )
    if isinstance(part, Faint):
        return f'<span style="color: {tokens().muted};">{html.escape(part)}</span>'
    if isinstance(part, str):
        # Line breaks of a note would be lost; as spaces they keep words apart.
        return html.escape(" ".join(part.split("\n")))
    style = f"color: {tokens().accent}; font-family: '{fonts.MONO_FAMILY}'; text-decoration: none;"
    return f'<a href="{part}" style="{style}">{clock_text(part)}</a>'
