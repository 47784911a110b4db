"""The chart of the layers: what is drawn, in words as well, and never off its axis."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from interview_desk.domain import rules
from interview_desk.insights.course import Exercise
from interview_desk.insights.summary import summarise
from interview_desk.reports.charts import DARK, LIGHT, WIDTH, Tokens, describe, layers_chart, legend
from tests.reports.kits import Interview, history, kit, layer, question, whole_interview

SVG = "{http://www.w3.org/2000/svg}"


def exercise(*, measured: bool = False) -> Exercise:
    return summarise(whole_interview().state, bands=history() if measured else ()).exercises[0]


def drawn(svg: str, tag: str) -> list[dict[str, str]]:
    return [element.attrib for element in ElementTree.fromstring(svg).iter(f"{SVG}{tag}")]


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
@pytest.mark.parametrize("measured", [True, False])
def test_everything_is_drawn_within_the_picture(tokens: Tokens, measured: bool) -> None:
    svg = layers_chart(exercise(measured=measured), tokens, par=True)
    for bar in drawn(svg, "rect"):
        assert float(bar["x"]) >= 0
        assert float(bar["x"]) + float(bar["width"]) <= WIDTH
    for dot in drawn(svg, "circle"):
        assert 0 <= float(dot["cx"]) <= WIDTH


def test_history_is_two_filled_bars_and_the_authors_figures_one_dashed_outline() -> None:
    measured = drawn(layers_chart(exercise(measured=True)), "rect")
    assert [bar["fill"] for bar in measured] == [LIGHT.everyone, LIGHT.strongest] * 3
    assert not any("stroke-dasharray" in bar for bar in measured)
    guessed = drawn(layers_chart(exercise()), "rect")
    assert len(guessed) == 3
    assert all("stroke-dasharray" in bar for bar in guessed)


def test_a_layer_that_was_left_unfinished_ends_in_an_open_ring() -> None:
    dots = drawn(layers_chart(exercise()), "circle")
    assert [dot["fill"] for dot in dots] == [LIGHT.dot, LIGHT.dot, LIGHT.surface]
    assert [mark for mark, _ in legend(exercise())] == ["author", "you", "open"]


def test_the_words_say_what_the_picture_shows() -> None:
    words = describe(exercise(measured=True))
    assert words[1] == (
        "Layer 1, One process: you, 0:00 to 10:39; the middle half of the strongest quarter between 7:00 and 10:00; "
        "the middle half of everyone between 9:00 and 16:00."
    )
    assert "everyone from 33:00 on, its end not reached" in words[3]
    assert words[3].startswith("Layer 3, Many processes: you, 20:37 to 38:49, not finished")


def test_the_fills_can_be_told_apart_in_grey() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    for tokens in (LIGHT, DARK):
        shades = [grey(it) for it in (tokens.dot, tokens.segment, tokens.strongest, tokens.everyone, tokens.surface)]
        pairs = [(a, b) for i, a in enumerate(shades) for b in shades[i + 1 :]]
        assert min(abs(a - b) for a, b in pairs) >= 0.05


@pytest.mark.parametrize("minutes", [0.001, 0.01, 3, 59, 180, 100_000])
def test_an_axis_fits_a_moment_and_a_month(minutes: float) -> None:
    it = Interview(kit())
    it.start()
    it.wait(minutes)
    it.end()
    svg = layers_chart(summarise(it.state).exercises[0])
    ticks = re.findall(r">(\d+) min<", svg)
    assert 2 <= len(ticks) <= 14
    assert int(ticks[-1]) >= minutes


def test_a_long_or_hostile_title_is_cut_and_escaped() -> None:
    title = "<script>" + "W" * 100
    asked = question(layers=1)
    it = Interview(
        kit(type(asked)(**{name: getattr(asked, name) for name in asked.__slots__} | {"layers": (layer(1, title),)}))
    )
    it.start()
    it.wait(2)
    it.do(rules.end(it.state))
    svg = layers_chart(summarise(it.state).exercises[0])
    texts = [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    label = next(text for text in texts if text and text.startswith("1 · <script>"))
    assert label.endswith("…")
    assert len(label) <= 29
