"""The themes: every token readable where it stands, one style sheet for both, fonts that are shipped."""

import re

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from interview_desk.ui import fonts
from interview_desk.ui.theme import (
    DARK,
    LIGHT,
    Tokens,
    apply_theme,
    contrast,
    palette_of,
    set_role,
    style_sheet,
    tokens,
)

both = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both
@pytest.mark.parametrize(("role", "least"), [("text", 12.0), ("muted", 5.5)])
@pytest.mark.parametrize("ground", ["window", "surface", "raised"])
def test_text_is_readable_on_every_ground(theme: Tokens, role: str, least: float, ground: str) -> None:
    assert contrast(getattr(theme, role), getattr(theme, ground)) >= least


@both
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_faint_text_is_readable_where_it_is_used(theme: Tokens, ground: str) -> None:
    assert contrast(theme.faint, getattr(theme, ground)) >= 4.5


@both
@pytest.mark.parametrize("role", ["accent", "good", "warm", "concern", "hint"])
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "soft"])
def test_every_colour_with_a_meaning_is_readable_as_text(theme: Tokens, role: str, ground: str) -> None:
    behind = getattr(theme, f"{role}_soft" if ground == "soft" else ground)
    assert contrast(getattr(theme, role), behind) >= 4.45


@both
def test_a_chosen_score_is_readable_on_the_accent(theme: Tokens) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@both
@pytest.mark.parametrize("ground", ["accent_soft", "hint_soft"])
def test_words_are_readable_on_a_given_hint_and_a_chosen_row(theme: Tokens, ground: str) -> None:
    assert contrast(theme.text, getattr(theme, ground)) >= 7
    assert contrast(theme.muted, getattr(theme, ground)) >= 4.5


@both
def test_the_style_sheet_uses_only_known_tokens_and_leaves_none_unfilled(theme: Tokens) -> None:
    assert "$" not in style_sheet(theme)


def test_a_larger_text_size_scales_text_and_leaves_the_grid() -> None:
    plain, large = (re.findall(r"font-size: (\d+)px", style_sheet(DARK, scale)) for scale in (1.0, 2.0))
    assert [int(size) * 2 for size in plain] == [int(size) for size in large]
    assert re.findall(r"padding: .*?;", style_sheet(DARK)) == re.findall(r"padding: .*?;", style_sheet(DARK, 2.0))


def test_applying_a_theme_changes_palette_and_tokens(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    assert tokens() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window
    apply_theme(qapp, "dark")
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window


@both
def test_disabled_text_is_faint(theme: Tokens) -> None:
    group, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText
    assert palette_of(theme).color(group, role).name() == theme.faint


@pytest.mark.usefixtures("qapp")
def test_the_shipped_typefaces_are_found() -> None:
    assert QFontInfo(fonts.text_font()).family() == "Inter"
    assert QFontInfo(fonts.mono_font()).family() == "JetBrains Mono"


def test_fonts_follow_the_text_size(qapp: QApplication) -> None:
    apply_theme(qapp, "dark", text_scale=2.0)
    assert fonts.text_font(14).pixelSize() == 28
    assert qapp.font().pixelSize() == 28
    apply_theme(qapp, "dark")
    assert fonts.text_font(14).pixelSize() == 14


def test_a_role_takes_effect_on_a_widget_that_is_already_shown(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, "dark")
    label = QLabel("Rate limiter")
    qtbot.addWidget(label)
    label.show()
    set_role(label, "title")
    assert label.fontInfo().pixelSize() == 17
    set_role(label, "faint")
    assert label.fontInfo().pixelSize() == 12
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == DARK.faint
