"""Training: sets to be scored blind, how well people agree, how far each has come, and one's own looks back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from interview_desk.insights.agreement import Agreement
from interview_desk.insights.over_set import OverSet, drift_said, said
from interview_desk.insights.reflections import Trend
from interview_desk.insights.training import HIDING, Training, TrainingSet
from interview_desk.ui.pages.cards import Card, Folding, LinkButton, scrolled, text_label
from interview_desk.ui.pages.choices import Tick
from interview_desk.ui.pages.figure_table import FigureTable
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import set_role

Act = Callable[[], object]

_GAP = 14
_MOST_CHOOSABLE = 60
_SIDE_BY_SIDE = 1200  # below, the seven columns of the agreement would have no room beside the sets
_KEYS = (("Tab", "from part to part"), ("↵", "open, choose"), ("Esc", "back"))


class TrainingPage(QWidget):
    """Shows a `Training`; every deed is a wish."""

    blind_wanted = Signal(str, str)  # a session, and the training set it is scored for
    replay_wanted = Signal(str)
    make_wanted = Signal(str, object)  # a title, and the ids of sessions
    hand_out_wanted = Signal(str)
    hand_in_wanted = Signal(str)
    beside_wanted = Signal(str, str)  # the lead's session, and the shadow's
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training: Training | None = None
        self._chosen = ""
        self._title = QLabel("Training")
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self.sets = _Part("Training sets", "Choose one; a .deskset or .deskreviews file dropped here is taken in")
        self.sessions = _Part("Sessions of the set", "without names until you have submitted your scores")
        self.new = NewSet()
        self.new.make_wanted.connect(self.make_wanted)
        self.agreement = Card("How well people agree")
        self._agreed = text_label("", "body")
        self.table = FigureTable(("Competency", "the same", "within 1", "κ", "α (90 %)", "ICC(2,1)", "ICC(2,k)"))
        self._agreement_foot = text_label(
            "α from 0.80 on can be relied on, below 0.67 it can't; κ has quadratic weights.", "small"
        )
        for widget in (self._agreed, self.table, self._agreement_foot):
            self.agreement.column.addWidget(widget)
        self.drift = _Part("Who drifts where", "points against the mean of the others on the same rows")
        self.ladder = Card("The ladder", "counted from what was done: shadow, reverse shadow, solo")
        self.rungs = FigureTable(("Interviewer", "stage", "shadow", "reverse", "solo", "latest calibration"))
        self._rung_words = text_label("", "small")
        self.ladder.column.addWidget(self.rungs)
        self.ladder.column.addWidget(self._rung_words)
        self.shadows = _Part("Did somebody sit beside?", "pairs of sessions that look like one interview")
        self.reflection = _Part("Your looks back", "private: they stay here, and nobody else is shown them")
        self.uses = _Part("Questions used often", "in the last 12 months")
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_busy(self, sentence: str) -> None:
        """Say what is going on."""
        self._about.setText(sentence)

    def show_training(self, training: Training) -> None:
        """Show everything; the set that was chosen stays chosen."""
        self._training = training
        several = training.everything.interviews
        self._about.setText(
            f"You are {training.me}. {several} interview{'' if several == 1 else 's'} scored by more than one person."
        )
        titles = [it.title for it in training.sets]
        self._chosen = self._chosen if self._chosen in titles else (titles[0] if titles else "")
        self._show_sets()
        self.new.show_choosable([(it.session, it.words) for it in training.choosable[:_MOST_CHOOSABLE]])
        self._show_ladder(training)
        self.shadows.show_deeds([(it.words, "Lay beside", self._beside(it.lead, it.track)) for it in training.shadows])
        self.shadows.setVisible(bool(training.shadows))
        self.reflection.show_lines(
            [_trend_words(it) for it in training.trends]
            if any(it.answers for it in training.trends)
            else ["Ctrl+5 in a wrap-up asks three questions; what you answer shows its trend here."]
        )
        often = [it.warning + "." for it in training.uses if it.is_many]
        most = [f"{it.title}: {it.times}" for it in training.uses[:3]]
        self.uses.show_lines(
            often or [f"None was used often. Most: {', '.join(most)}." if most else "None was used yet."]
        )

    def choose(self, title: str) -> None:
        """Choose a training set."""
        self._chosen = title
        self._show_sets()

    def choose_next(self, title: str) -> None:
        """Choose a set as soon as it is there."""
        self._chosen = " ".join(title.split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_sets(self) -> None:
        training = self._training
        assert training is not None
        self.sets.show_choices(
            [(it.title, f"{it.title} · {len(it.lines)}", self._choosing(it.title)) for it in training.sets],
            self._chosen,
        )
        chosen = next((it for it in training.sets if it.title == self._chosen), None)
        self.sessions.setVisible(chosen is not None)
        if chosen is not None:
            self._show_sessions(chosen)
        self._show_agreement(chosen.over if chosen is not None else training.everything, chosen)

    def _show_sessions(self, chosen: TrainingSet) -> None:
        self.sessions.set_title(f"Sessions of “{chosen.title}”")
        deeds = []
        for it in chosen.lines:
            words = f"{it.place}  {it.title} · {it.mine} · {it.reviews} submitted"
            to_score = it.mine in HIDING
            deed = self._scoring(it.session, chosen.title) if to_score else self._replaying(it.session)
            deeds.append((words, "Score it blind" if to_score else "Replay", deed))
        self.sessions.show_deeds(deeds)
        self.sessions.add_links(
            [
                ("Hand out as one file", lambda: self.hand_out_wanted.emit(chosen.title)),
                ("Hand in my reviews", lambda: self.hand_in_wanted.emit(chosen.title)),
            ]
        )

    def _show_agreement(self, over: OverSet, chosen: TrainingSet | None) -> None:
        where = f"over “{chosen.title}”" if chosen is not None else "over everything that was scored twice"
        self.agreement.set_about(f"{where}: {over.interviews} interviews, {len(over.raters)} people")
        self.table.setVisible(bool(over.interviews))
        self._agreement_foot.setVisible(bool(over.interviews))
        self._agreed.setText(
            f"All rows: {said(over.whole)}."
            if over.interviews
            else "No interview was scored by more than one person yet: blind scores make agreement visible."
        )
        rows = [("All rows", over.whole), *((it.title, it.found) for it in over.rows)]
        self.table.show_rows([(title, *figures(found)) for title, found in rows] if over.interviews else ())
        self.drift.show_lines([f"{it.rater}: {drift_said(it)}." for it in over.drifts])
        self.drift.setVisible(bool(over.drifts))

    def _show_ladder(self, training: Training) -> None:
        self.rungs.show_rows(
            [
                (
                    it.interviewer, it.stage, str(it.shadows), str(it.reverse_shadows), str(it.solo),
                    f"{it.calibrated_at.astimezone():%d %b %Y}" if it.calibrated_at is not None else "never",
                )
                for it in training.rungs
            ]
        )  # fmt: skip
        told = [f"{it.interviewer}: {it.next}." for it in training.rungs if it.next]
        told += [f"{it.interviewer}: {it.calibration}." for it in training.rungs if it.calibrated_at and it.calibration]
        self._rung_words.setText("\n".join(told))
        self.ladder.setVisible(bool(training.rungs))

    # Each is a function of its own, so that a row in a loop keeps its own session.

    def _choosing(self, title: str) -> Act:
        return lambda: self.choose(title)

    def _scoring(self, session: str, title: str) -> Act:
        return lambda: self.blind_wanted.emit(session, title)

    def _replaying(self, session: str) -> Act:
        return lambda: self.replay_wanted.emit(session)

    def _beside(self, lead: str, track: str) -> Act:
        return lambda: self.beside_wanted.emit(lead, track)

    def _lay_out(self) -> None:
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(28, 24, 28, 24)
        whole.setSpacing(_GAP)
        whole.addWidget(self._title)
        whole.addWidget(self._about)
        columns = Folding(_SIDE_BY_SIDE, _GAP)
        for parts in (
            (self.sets, self.sessions, self.new, self.reflection),
            (self.agreement, self.drift, self.ladder, self.shadows, self.uses),
        ):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(_GAP)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            columns.row.addWidget(side, 4 if parts[0] is self.sets else 5)
        whole.addWidget(columns)
        whole.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(body), 1)
        outer.addWidget(KeyStrip(_KEYS))


class _Part(Card):
    """A card that is filled anew: lines of text, lines with a deed, or choices."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__(title, about)
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.column.addWidget(self._inside)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show lines of text."""
        self._clear()
        for line in lines:
            self._lines.addWidget(text_label(line, "body", selectable=True))

    def show_deeds(self, deeds: Sequence[tuple[str, str, Act]]) -> None:
        """Show lines, each with what can be done about it."""
        self._clear()
        for words, deed, act in deeds:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(text_label(words, "body"), 1)
            line.addWidget(_button(deed, f"{deed}: {words}", act))
            self._lines.addWidget(row)

    def show_choices(self, choices: Sequence[tuple[str, str, Act]], chosen: str) -> None:
        """Show buttons of which one is chosen."""
        self._clear()
        for id, words, act in choices:
            button = _button(words, words, act)
            button.setCheckable(True)
            button.setChecked(id == chosen)
            self._lines.addWidget(button)
        if not choices:
            self._lines.addWidget(text_label("None yet: make one below, or drop one that was handed out.", "body"))

    def add_links(self, links: Sequence[tuple[str, Act]]) -> None:
        """Add deeds for all of it, at the foot."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(18)
        for words, act in links:
            link = LinkButton(words)
            link.clicked.connect(lambda _checked=False, act=act: act())
            line.addWidget(link)
        line.addStretch(1)
        self._lines.addWidget(row)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class NewSet(Card):
    """A title, and the sessions that are to be in it."""

    make_wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("A new set", "a title, and the sessions that have ended")
        self.title_line = QLineEdit()
        self.title_line.setPlaceholderText("Backend calibration 4")
        self.title_line.setAccessibleName("Title of the new training set")
        self.title_line.setMaxLength(120)
        self.boxes: list[Tick] = []
        inside = QWidget()
        self._boxes = QVBoxLayout(inside)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(4)
        self.make = QPushButton("Make the set")
        self.make.clicked.connect(self._wish)
        self.title_line.returnPressed.connect(self._wish)
        for widget in (self.title_line, inside, self.make):
            self.column.addWidget(widget)

    def show_choosable(self, sessions: Sequence[tuple[str, str]]) -> None:
        """Offer sessions: id and words; those that were ticked stay so."""
        ticked = set(self.chosen)
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = []
        for session, words in sessions:
            box = Tick(words)
            box.setProperty("session", session)
            box.setChecked(session in ticked)
            self._boxes.addWidget(box)
            self.boxes.append(box)
        self.make.setEnabled(bool(self.boxes))

    @property
    def chosen(self) -> list[str]:
        """The sessions that are ticked, in their order."""
        return [str(box.property("session")) for box in self.boxes if box.isChecked()]

    def _wish(self) -> None:
        self.make_wanted.emit(self.title_line.text(), self.chosen)

    def clear(self) -> None:
        """Begin anew."""
        self.title_line.clear()
        for box in self.boxes:
            box.setChecked(False)


def figures(found: Agreement) -> tuple[str, ...]:
    """Return the cells of one row of agreement."""

    def number(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}"

    def share(value: float | None) -> str:
        return "–" if value is None else f"{value * 100:.0f} %"

    span = (
        f" ({found.alpha_low:.2f} – {found.alpha_high:.2f})" if found.alpha_low is not None and found.alpha_high else ""
    )
    return (
        share(found.exact), share(found.within_one), number(found.kappa), f"{number(found.alpha)}{span}",
        number(found.icc_single), number(found.icc_mean),
    )  # fmt: skip


def _trend_words(trend: Trend) -> str:
    bars = "▁▂▄▆█"
    drawn = "".join(bars[answer - 1] for answer in trend.answers[-12:])
    return f"{trend.question.words}\n{drawn}  {trend.words}" if drawn else f"{trend.question.words}\n{trend.words}"


def _button(words: str, spoken: str, act: Act) -> QPushButton:
    button = QPushButton(words.replace("&", "&&"))
    button.setAccessibleName(spoken)
    button.clicked.connect(lambda _checked=False: act())
    return button
