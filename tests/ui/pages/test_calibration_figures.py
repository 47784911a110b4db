"""The team's figures in cards: as many side by side as there is room for, each with words for a screen reader."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration_figures import FigureCards
from tests.ui.pages.team_samples import nobody, ordinary


def cards(figures: FigureCards) -> list[QFrame]:
    return [frame for frame in figures.findChildren(QFrame) if frame.property("role") == "card"]


def test_every_figure_has_a_card_with_what_it_rests_on(qtbot: QtBot) -> None:
    figures = FigureCards()
    qtbot.addWidget(figures)
    figures.show_figures(ordinary().figures)
    shown = [[label.text() for label in card.findChildren(QLabel)] for card in cards(figures)]
    assert shown == [[it.title, it.value, it.note] for it in ordinary().figures]
    for card, figure in zip(cards(figures), ordinary().figures, strict=True):
        assert figure.value in card.accessibleName()
        assert card.accessibleDescription() == figure.more


def test_cards_go_below_one_another_where_there_is_no_room(qtbot: QtBot) -> None:
    figures = FigureCards()
    qtbot.addWidget(figures)
    figures.show_figures(ordinary().figures)
    figures.resize(1300, 200)
    figures.show()
    qtbot.waitUntil(lambda: len({card.y() for card in cards(figures)}) == 1)
    figures.resize(1040, 200)  # five have room, so they are four and three
    qtbot.waitUntil(lambda: sorted(Counter(card.y() for card in cards(figures)).values()) == [3, 4])
    figures.resize(400, 400)
    qtbot.waitUntil(lambda: len({card.y() for card in cards(figures)}) == 4)


def test_other_figures_take_the_place_of_those_before(qtbot: QtBot) -> None:
    figures = FigureCards()
    qtbot.addWidget(figures)
    figures.show_figures(ordinary().figures)
    figures.show_figures(nobody().figures[:2])
    shown = [card.accessibleName() for card in cards(figures) if card.isVisibleTo(figures)]
    assert shown[:2] == ["At or above the bar: —, no scored interviews", "Onsite to offer: —, no onsite results"]
