"""The two themes as data, and their application: palette, style sheet and fonts, from one table of tokens.

A widget never keeps a colour. Painted ones read `tokens()` while they paint; a change of theme reaches every widget as
`QEvent.PaletteChange` and `QEvent.StyleChange`, which is also when a widget that caches drawings throws them away.
"""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.domain.frozen import dataclass
from interview_desk.paths import resources
from interview_desk.ui import fonts

Choice = Literal["dark", "light", "system"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of a theme by its role; `…_soft` is what stands behind the colour of that name."""

    name: Literal["dark", "light"]
    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warm: str
    warm_soft: str
    concern: str
    concern_soft: str
    hint: str
    hint_soft: str


DARK = Tokens(
    name="dark",
    window="#14161a",
    surface="#1a1d23",
    raised="#22262e",
    line="#2d323c",
    text="#e9ebf1",
    muted="#9aa3b2",
    faint="#808a9b",
    accent="#7aa9ff",
    accent_soft="#22324f",
    on_accent="#14161a",
    good="#58c08f",
    good_soft="#1b3329",
    warm="#e2ad62",
    warm_soft="#3a2e1c",
    concern="#e58a7f",
    concern_soft="#3c2422",
    hint="#bb9bf5",
    hint_soft="#2e2644",
)
LIGHT = Tokens(
    name="light",
    window="#f4f5f8",
    surface="#ffffff",
    raised="#f0f2f6",
    line="#dfe3ea",
    text="#1b2130",
    muted="#566173",
    faint="#667083",
    accent="#2c66cf",
    accent_soft="#e3ecfc",
    on_accent="#ffffff",
    good="#1b7250",
    good_soft="#e2f3eb",
    warm="#86560a",
    warm_soft="#fbf0dc",
    concern="#a83d33",
    concern_soft="#fae6e3",
    hint="#6c40bd",
    hint_soft="#efe8fb",
)

# Elsewhere Fusion is what Qt begins with, and to ask for it by name costs 14 ms: PySide then makes all of QStyle.
_WITH_OWN_STYLE = ("win32", "darwin")

_current = DARK
_choice: Choice = "system"
_follows_system = False


def tokens() -> Tokens:
    """Return the tokens of the theme that is shown."""
    return _current


@cache
def colour(value: str) -> QColor:
    """Return a token's value as a colour; the same object each time, so that painting makes none."""
    return QColor(value)


def apply_theme(app: QApplication, choice: Choice = "system", text_scale: float = 1.0) -> None:
    """Dress the whole application; may be called again at any time, and follows the system where that is chosen."""
    global _current, _choice, _follows_system
    if not _follows_system:
        app.styleHints().colorSchemeChanged.connect(_system_changed)
        _follows_system = True
    _choice = choice
    _current = _chosen(app, choice)
    fonts.set_text_scale(text_scale)
    if sys.platform in _WITH_OWN_STYLE:
        app.setStyle("Fusion")
    app.setFont(fonts.text_font())
    app.setPalette(palette_of(_current))
    app.setStyleSheet(style_sheet(_current, text_scale))


def palette_of(theme: Tokens) -> QPalette:
    """Return the palette of a theme, for every widget that no rule of the style sheet names."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, value in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.text),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.raised),
        (roles.Text, theme.text),
        (roles.Button, theme.raised),
        (roles.ButtonText, theme.text),
        (roles.BrightText, theme.concern),
        (roles.ToolTipBase, theme.raised),
        (roles.ToolTipText, theme.text),
        (roles.PlaceholderText, theme.faint),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.on_accent),
        (roles.Accent, theme.accent),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Light, theme.raised),
        (roles.Midlight, theme.line),
        (roles.Mid, theme.line),
        (roles.Dark, theme.line),
        (roles.Shadow, theme.line),
    ):
        palette.setColor(role, colour(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour(theme.faint))
    return palette


def style_sheet(theme: Tokens, text_scale: float = 1.0) -> str:
    """Return the style sheet in a theme's colours, its sizes of text scaled."""
    template = resources("style", "desk.qss").read_text(encoding="utf-8")
    without_comments = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    sized = re.sub(
        r"font-size: (\d+)px", lambda found: f"font-size: {round(int(found[1]) * text_scale)}px", without_comments
    )
    families = {"text_family": fonts.TEXT_FAMILY, "mono_family": fonts.MONO_FAMILY}
    return Template(sized).substitute(asdict(theme), **families)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget its part in the style sheet (see `resources/style/desk.qss`), at any time."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the style is still to come, and sees it then
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def semibold(size: int = fonts.TEXT) -> QFont:
    """Return the weight that headings have."""
    return fonts.text_font(size, QFont.Weight.DemiBold)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(colour(one)), _luminance(colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(value.redF()) + 0.7152 * linear(value.greenF()) + 0.0722 * linear(value.blueF())


def _chosen(app: QApplication, choice: Choice) -> Tokens:
    if choice == "system":
        return LIGHT if app.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
    return DARK if choice == "dark" else LIGHT


def _system_changed() -> None:
    app = QApplication.instance()
    if _choice == "system" and isinstance(app, QApplication) and _chosen(app, "system") is not _current:
        apply_theme(app, "system", fonts.text_scale())
