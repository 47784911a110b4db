"""The shipped typefaces, registered when the first is asked for, in sizes that follow the text-size setting."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from interview_desk.paths import resources

TEXT_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"

# Three sizes for nearly everything (LOOK.md); the title and the clock are the exceptions.
LABEL, SMALL, TEXT, SAY, TITLE, CLOCK = 11, 12, 14, 16, 17, 34

_FILES = (
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
    "JetBrainsMono-Regular.ttf",
    "JetBrainsMono-Bold.ttf",
)
_scale = 1.0


@cache
def register_fonts() -> None:
    """Make the shipped typefaces known to Qt, once; a missing file leaves the system's in its place."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resources("fonts", name)))


def text_scale() -> float:
    """Return how much larger than drawn all text is; 2.0 is 200 %."""
    return _scale


def set_text_scale(scale: float) -> None:
    global _scale
    _scale = scale
    text_font.cache_clear()
    mono_font.cache_clear()


def px(size: float) -> int:
    """Return a size of text, or of what must grow with it, in pixels at the present text size."""
    return round(size * _scale)


@cache
def text_font(size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> QFont:
    """Return Inter in a size of the design; `spacing` is the letter-spacing in hundredths of an em."""
    register_fonts()
    font = QFont(TEXT_FAMILY)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # hinted, small text is unevenly spaced
    font.setPixelSize(px(size))
    font.setWeight(weight)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + spacing)
    return font


@cache
def mono_font(size: int = SMALL, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return JetBrains Mono, for times, keys and code; without ligatures, which would turn `->` into an arrow."""
    register_fonts()
    font = QFont(MONO_FAMILY)
    font.setPixelSize(px(size))
    font.setWeight(weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    for feature in ("calt", "liga"):
        font.setFeature(QFont.Tag(feature), 0)
    return font
