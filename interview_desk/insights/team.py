"""The calibration page as data: who is strict and how sure that is, whether stated chances hold, what it assumed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import Literal

import numpy as np

from interview_desk.insights.agreement import alpha_interval, krippendorff_alpha
from interview_desk.insights.calibration import (
    STANDARD_BARS,
    STATES,
    Assignment,
    Bars,
    Calibration,
    State,
    calibrate,
    latest_results,
)
from interview_desk.insights.chance import ENOUGH_OF_EACH, ENOUGH_OUTCOMES, BrierParts, brier_parts, learn, wilson
from interview_desk.insights.strictness.evidence import ENOUGH_REPLAY_SHARE, ENOUGH_REPLAYS
from interview_desk.insights.tables import (
    NOT_GIVEN,
    Bools,
    Floats,
    History,
    Ints,
    Outcomes,
    only,
)
from interview_desk.insights.words import counted

Verdict = Literal["stricter", "lenient", "alike", "unknown"]

SAYS: dict[Verdict, str] = {
    "stricter": "stricter than peers",
    "lenient": "more lenient than peers",
    "alike": "like peers, as far as can be told",
    "unknown": "can't tell yet",
}
_MONTH = 30.4375 * 86_400
_BINS = 5
# Folds for the check out of sample; beyond so many interviews fewer, because each fold is a fit.
_FOLDS, _FEW_FOLDS, _MANY = 10, 5, 3_000
# Up to so many interviews results enter the strictness itself, so that leaving them out means to fit again.
_REFINED_UP_TO = 20_000
_PAIRS_AT_MOST = 2_000
_CONFIDENCE = 0.90
_Z = NormalDist().inv_cdf(0.5 + _CONFIDENCE / 2)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which interviews to look at; what is empty holds nothing back. `months` counts back from today."""

    level: str = ""
    question: str = ""
    role: str = ""
    competency: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One interviewer. `points` is how far their scores lie from colleagues' on comparable candidates, − = stricter."""

    name: str
    verdict: Verdict
    state: State
    points: float | None
    low: float | None
    high: float | None
    interviews: int
    replays: int
    sentence: str

    @property
    def says(self) -> str:
        """The verdict in words."""
        words = SAYS[self.verdict]
        return f"{words}, provisional" if self.state == "provisional" else words


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the team in words: `value` in large, `note` below it, `more` for whoever asks."""

    id: str
    title: str
    value: str
    note: str
    more: str
    number: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """Candidates for whom about the same chance was stated, from `start` to `end`, and how many of them passed."""

    start: float
    end: float
    stated: float
    happened: float
    low: float
    high: float
    n: int
    passed: int

    @property
    def sentence(self) -> str:
        """The one in words."""
        said = f"Said {self.start:.0%} to {self.end:.0%}".replace("%", " %")
        return f"{said}: {self.passed} of {self.n} passed, {_percent(self.happened)} ({_span(self.low, self.high)})."


@dataclass(frozen=True, slots=True)
class Promise:
    """Whether stated chances hold, on results that each fit had not seen.

    `before` and `after` are Brier scores without and with the correction, over the same `n` candidates; None until
    there are enough results. `worse` says that the correction does harm, beyond chance or not.
    """

    bins: tuple[Bin, ...]
    n: int
    before: float | None
    after: float | None
    parts: BrierParts | None
    worse: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """All that the page shows for one choice; the offers are of the whole history."""

    choice: Choice
    about: str
    levels: tuple[str, ...]
    questions: tuple[str, ...]
    roles: tuple[str, ...]
    competencies: tuple[str, ...]
    dated: bool
    interviews: int
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    promise: Promise
    assumptions: tuple[str, ...]
    needed: tuple[str, ...]


def team_page(
    history: History, assignment: Assignment, choice: Choice | None = None, *, now: int = 0, bars: Bars = STANDARD_BARS
) -> TeamPage:
    """Return the page for the chosen interviews of a history; `now` is in seconds since 1970.

    A choice that names what the history doesn't have finds nothing, and says so.
    """
    choice = choice or Choice()
    chosen = only(history, _chosen(history, choice, now))
    competency = choice.competency if choice.competency in history.names.competencies else None
    found = calibrate(chosen, assignment=assignment, bars=bars, competency=competency)
    promise = _promise(found, competency)
    rows = _rows(found)
    names = history.names
    return TeamPage(
        choice,
        _about(found, rows, choice),
        _used(names.levels, history.sessions.level),
        _used(names.questions, history.sessions.question),
        _used(names.roles, history.sessions.role),
        names.competencies,
        history.dated,
        len(chosen),
        rows,
        (_bar_figure(found), *_stage_figures(chosen), _agreement_figure(chosen, found), _brier_figure(found, promise)),
        promise,
        (*found.assumptions, *_more_assumptions(found, promise)),
        _needed(found),
    )


def page_for(history: History, assignment: Assignment, wanted: Mapping[str, str | int], now: int) -> TeamPage:
    """Return the page for a choice given by the names of its fields; whoever asks need not know `Choice`."""
    words = {name: str(wanted.get(name, "")) for name in ("level", "question", "role", "competency")}
    return team_page(history, assignment, Choice(**words, months=int(wanted.get("months", 0))), now=now)


def as_csv(page: TeamPage) -> str:
    """Return every figure of the page as one table; no cell of text is taken for a formula by a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("part", "name", "says", "value", "low", "high", "n", "replays", "sentence"))
    for it in page.rows:
        cells = (_cell(it.points), _cell(it.low), _cell(it.high), it.interviews, it.replays)
        writer.writerow(("interviewer", _safe(it.name), it.says, *cells, _safe(it.sentence)))
    for one in page.promise.bins:
        name = f"stated {_percent(one.stated)}"
        ends = (_cell(one.happened), _cell(one.low), _cell(one.high), one.n, "")
        writer.writerow(("stated chance", name, "", *ends, one.sentence))
    for figure in page.figures:
        ends = (_cell(figure.number), _cell(figure.low), _cell(figure.high), figure.n, "")
        writer.writerow(("figure", figure.title, figure.value, *ends, _safe(figure.note)))
    if page.promise.before is not None and page.promise.parts is not None:
        parts = page.promise.parts
        told = (
            ("Brier score without correction", page.promise.before),
            ("reliability (stated against happened)", parts.reliability),
            ("resolution (told apart)", parts.resolution),
            ("uncertainty (nobody can help)", parts.uncertainty),
        )
        for name, value in told:
            writer.writerow(("figure", name, "", _cell(value), "", "", page.promise.n, "", ""))
    for sentence in page.assumptions:
        writer.writerow(("assumption", "", "", "", "", "", "", "", _safe(sentence)))
    return file.getvalue()


def _chosen(history: History, choice: Choice, now: int) -> Bools:
    names, s = history.names, history.sessions
    chosen = np.ones(len(history), np.bool_)
    for wanted, words, codes in (
        (choice.level, names.levels, s.level),
        (choice.question, names.questions, s.question),
        (choice.role, names.roles, s.role),
    ):
        if wanted:
            chosen &= codes == (words.index(wanted) if wanted in words else NOT_GIVEN - 1)
    if choice.months and history.dated:
        chosen &= s.order >= now - choice.months * _MONTH
    return chosen


def _used(words: tuple[str, ...], codes: Ints) -> tuple[str, ...]:
    return tuple(words[k] for k in np.unique(codes).tolist() if k >= 0 and words[k])


def _about(found: Calibration, rows: Sequence[Row], choice: Choice) -> str:
    parts = [choice.level, choice.question, choice.role, choice.competency]
    said = [part.replace("-", " ") for part in parts if part]
    if choice.months and found.history.dated:
        said.append(f"last {choice.months} months")
    links = found.links
    if not len(found.history):
        return " · ".join([*said, "no interviews"])
    # Of whom results are known, how many sat in how many interviews.
    results = int((~np.isnan(latest_results(found.history))).sum())
    counts = [
        counted(len(rows), "interviewer"),
        counted(len(found.history), "interview"),
        f"{results} with a later result",
        f"{links.replays} scored twice",
    ]
    return " · ".join([*said, ", ".join(counts)])


def _rows(found: Calibration) -> tuple[Row, ...]:
    """Strictest first; then, by name, those of whom nothing can be told."""
    history = found.history
    rated = np.bincount(history.ratings.rater, minlength=len(history.names.people))
    rows = []
    for k in np.flatnonzero(found.conducted + rated).tolist():
        state = STATES[found.state[k]]
        points = low = high = None
        if not np.isnan(found.severity[k]) and not np.isnan(found.error[k]):
            points = -float(found.severity[k])
            half = _Z * float(found.error[k])
            low, high = points - half, points + half
        verdict: Verdict = "unknown"
        if state != "uncalibrated" and low is not None and high is not None:
            verdict = "stricter" if high < 0 else "lenient" if low > 0 else "alike"
        elif state == "uncalibrated" and found.route == "none":
            points = low = high = None
        name, interviews, replays = history.names.people[k], int(found.conducted[k]), int(found.links.shared[k])
        row = Row(name, verdict, state, points, low, high, interviews, replays, "")
        rows.append(replace(row, sentence=_sentence(row)))
    return tuple(sorted(rows, key=lambda it: (it.verdict == "unknown", it.points or 0.0, it.name)))


def _sentence(row: Row) -> str:
    basis = f"{counted(row.interviews, 'interview')}, {counted(row.replays, 'shared replay')}"
    if row.verdict == "unknown" or row.points is None or row.low is None or row.high is None:
        return f"Can't tell yet whether {row.name} is strict: uncalibrated, so raw scores are shown; {basis}."
    provisional = "; provisional" if row.state == "provisional" else ""
    if row.verdict == "alike":
        told = f"{row.name}'s scores can't be told from colleagues' on comparable candidates"
        return f"{told} (90 %: {signed(row.low)} to {signed(row.high)}); {basis}{provisional}."
    side = "below" if row.verdict == "stricter" else "above"
    ends = sorted((abs(row.low), abs(row.high)))
    told = f"{row.name} scores {abs(row.points):.2f} points {side} colleagues on comparable candidates"
    return f"{told} (90 %: {ends[0]:.2f} to {ends[1]:.2f}); {basis}{provisional}."


def _bar_figure(found: Calibration) -> Figure:
    """How many reach the bar of their level, as scored and as corrected."""
    bar = found.bars
    levels = np.array([bar.levels.get(name, bar.default) for name in found.history.names.levels] + [bar.default])
    known = ~np.isnan(found.raw)
    reached = int((found.raw >= levels[found.history.sessions.level])[known].sum())
    fair = int((found.fair >= levels[found.history.sessions.level])[known].sum())
    n = int(known.sum())
    more = "How many scored interviews reach the bar of their level, as they were scored."
    if n and (found.state > 0).any():
        more += f" By fair score it would be {fair} of {n}."
    return _share("bar", "At or above the bar", reached, n, "no scored interviews", more)


def _stage_figures(history: History) -> tuple[Figure, Figure]:
    onsite = _stage(history, ("onsite",))
    hire = _stage(history, ("hire", "hired"))
    offer = hire if hire[1] else _stage(history, ("offer",))
    return (
        _share(
            "onsite-to-offer", "Onsite to offer", *onsite, "no onsite results",
            "How many candidates with a result of the stage “onsite” passed it, which is read as an offer.",
        ),
        _share(
            "offer-to-hire", "Offer to hire", *offer, "no results of offers",
            "How many candidates with a result of the stage “hire” (or “offer”) passed it, which is read as a hire.",
        ),
    )  # fmt: skip


def _stage(history: History, names: tuple[str, ...]) -> tuple[int, int]:
    """How many passed, of how many candidates with a result of a stage; of several the latest counts."""
    codes = [k for k, name in enumerate(history.names.stages) if _plain(name) in names]
    outcomes = history.outcomes
    rows = np.flatnonzero(np.isin(outcomes.stage, codes))
    rows = rows[np.argsort(outcomes.date[rows], kind="stable")]
    last = dict(zip(outcomes.candidate[rows].tolist(), outcomes.passed[rows].tolist(), strict=True))
    return sum(last.values()), len(last)


def _plain(stage: str) -> str:
    return "".join(letter for letter in stage.casefold() if letter.isalnum())


def _share(id: str, title: str, successes: int, n: int, without: str, more: str) -> Figure:
    ends = wilson(successes, n)
    if ends is None:
        return Figure(id, title, "—", without, more)
    note = f"{successes} of {n} · {ends[0] * 100:.0f}–{ends[1] * 100:.0f} %"
    more += f" By what was seen, with 90 % confidence: {ends[0] * 100:.0f} to {ends[1] * 100:.0f} %."
    return Figure(id, title, _percent(successes / n), note, more, successes / n, *ends, n)


def _agreement_figure(history: History, found: Calibration) -> Figure:
    title = "Agreement, α"
    more = (
        "Krippendorff's α between people who scored the same interview, on their mean scores to a quarter point: 1 is "
        "perfect, 0 is no better than chance. The interval comes from drawing interviews again."
    )
    scores = _scored_twice(history)
    ends = alpha_interval(scores) if len(scores) else None
    alpha = krippendorff_alpha(scores) if len(scores) else None
    if alpha is None or ends is None:
        replays = found.links.replays
        without = f"{replays} scored twice, all alike" if replays else "no interview scored twice"
        return Figure("agreement", title, "—", without, more, n=replays)
    note = f"{ends[0]:.2f} to {ends[1]:.2f} · {len(scores)} twice".replace("-", "−")
    return Figure("agreement", title, f"{alpha:.2f}".replace("-", "−"), note, more, alpha, *ends, len(scores))


def _scored_twice(history: History) -> Floats:
    """The mean scores, to a quarter point, of interviews that several people scored: (interviews, raters in turn)."""
    ratings = history.ratings
    means = ratings.means()
    rows = np.flatnonzero(~np.isnan(means))
    people = max(len(history.names.people), 1)
    # A second score by the same person tells nothing of agreement.
    _, first = np.unique(ratings.session[rows] * people + ratings.rater[rows], return_index=True)
    rows = rows[first]
    several = np.bincount(ratings.session[rows], minlength=len(history)) > 1
    newest = np.flatnonzero(several)
    newest = newest[np.argsort(history.sessions.order[newest], kind="stable")][-_PAIRS_AT_MOST:]
    rows = rows[np.isin(ratings.session[rows], newest)]
    unit, place = np.unique(ratings.session[rows], return_inverse=True)
    if not len(unit):
        return np.zeros((0, 2))
    count = np.bincount(place)
    turn = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    scores = np.full((len(unit), int(count.max())), np.nan)
    scores[place, turn] = np.round(means[rows] * 4) / 4
    return scores


def _brier_figure(found: Calibration, promise: Promise) -> Figure:
    title = "Stated chance, Brier"
    more = "The mean squared distance between the stated chance and what happened: 0 is perfect, 0.25 a coin's."
    if promise.after is None or promise.before is None:
        return Figure("brier", title, "—", f"{found.links.outcomes} results, {ENOUGH_OUTCOMES} needed", more)
    if promise.parts is not None:
        parts = promise.parts
        more += (
            f" It is made of {parts.reliability:.3f} for chances that are off, less {parts.resolution:.3f} for telling "
            f"candidates apart, plus {parts.uncertainty:.3f} that nobody can help. {promise.sentence}"
        )
    note = f"uncorrected {promise.before:.3f} · n\u00a0=\u00a0{promise.n}"
    return Figure("brier", title, f"{promise.after:.3f}", note, more, promise.after, n=promise.n)


def _promise(found: Calibration, competency: str | None) -> Promise:
    """Chances for each candidate with a result, by a fit that did not see that result."""
    history, result = found.history, latest_results(found.history)
    last = _last_of_candidate(history, ~np.isnan(result) & ~np.isnan(found.raw))
    passed = result[last] > 0
    if learn(found.raw[last], passed) is None:
        return Promise((), len(last), None, None, None, False, _too_few(passed))
    folds = _FOLDS if len(history) <= _MANY else _FEW_FOLDS
    # By candidates in a fixed shuffle: the same page for the same history.
    fold = np.random.default_rng(1).permutation(len(last)) % folds
    before, after = np.full(len(last), np.nan), np.full(len(last), np.nan)
    # Where results have no part in the fit of strictness, fair scores don't know them.
    blind = not found.links.enough_outcomes or (found.route == "peers" and len(history) > _REFINED_UP_TO)
    corrected = found.fit is not None and bool((found.state > 0).any())
    for k in range(folds):
        rest, out = fold != k, fold == k
        fair = found.fair
        if corrected and not blind:
            hidden = np.zeros(max(len(history.names.candidates), 1), np.bool_)
            hidden[history.sessions.candidate[last[out]]] = True
            fair = calibrate(
                _without_outcomes(history, hidden), assignment=found.assignment, bars=found.bars,
                competency=competency, previous=found,
            ).fair  # fmt: skip
        for chances, scores in ((before, found.raw), (after, fair)):
            if (curve := learn(scores[last[rest]], passed[rest])) is not None:
                chances[out] = curve.chance(scores[last[out]])
    known = ~np.isnan(before) & ~np.isnan(after)
    if int(known.sum()) < ENOUGH_OUTCOMES:
        return Promise((), len(last), None, None, None, False, _too_few(passed))
    before, after, passed = before[known], after[known], passed[known]
    better = (before - passed) ** 2 - (after - passed) ** 2
    error = float(better.std(ddof=1) / np.sqrt(len(better)))
    gain = float(better.mean())
    worse = corrected and gain < -1e-6
    return Promise(
        _bins(after, passed),
        len(after),
        float(((before - passed) ** 2).mean()),
        float(((after - passed) ** 2).mean()),
        brier_parts(after, passed),
        worse,
        _gain_in_words(gain, error) if corrected else "Nothing is corrected, so these are the chances of raw scores.",
    )


def _gain_in_words(gain: float, error: float) -> str:
    beyond = abs(gain) > _Z * error
    if abs(gain) <= 1e-6:
        return "On results it had not seen, the correction changes nothing."
    if gain > 0:
        sure = "more than chance would" if beyond else "but no more than chance might"
        return f"On results it had not seen, the correction brings chances nearer to what happened, {sure}."
    sure = "more than chance would: better go by raw scores" if beyond else "though no more than chance might"
    return f"On results it had not seen, the correction makes stated chances worse, {sure}."


def _too_few(passed: Bools) -> str:
    good = int(passed.sum())
    if len(passed) >= ENOUGH_OUTCOMES and min(good, len(passed) - good) >= ENOUGH_OF_EACH:
        return "Scores say nothing of the results yet, so no chance is stated."
    return (
        f"Too few later results to say: somewhat over {ENOUGH_OUTCOMES} are needed, more than {ENOUGH_OF_EACH} of each "
        f"kind; now {len(passed)}, of which {good} passed."
    )


def _last_of_candidate(history: History, known: Bools) -> Ints:
    """The last interview of each candidate among those that are known, so that nobody counts twice."""
    rows = np.flatnonzero(known)
    rows = rows[np.argsort(history.sessions.order[rows], kind="stable")]
    _, place = np.unique(history.sessions.candidate[rows][::-1], return_index=True)
    last: Ints = rows[::-1][place]
    return last


def _without_outcomes(history: History, hidden: Bools) -> History:
    o = history.outcomes
    kept = ~hidden[o.candidate]
    return replace(history, outcomes=Outcomes(o.candidate[kept], o.passed[kept], o.stage[kept], o.date[kept]))


def _bins(chance: Floats, passed: Bools) -> tuple[Bin, ...]:
    place = np.minimum((chance * _BINS).astype(np.int64), _BINS - 1)
    bins = []
    for k in range(_BINS):
        here = place == k
        n, good = int(here.sum()), int(passed[here].sum())
        if (ends := wilson(good, n)) is not None:
            bins.append(Bin(k / _BINS, (k + 1) / _BINS, float(chance[here].mean()), good / n, *ends, n, good))
    return tuple(bins)


def _more_assumptions(found: Calibration, promise: Promise) -> Iterable[str]:
    if not len(found.history):
        return
    bars = ", ".join(f"{name} {bar:.1f}" for name, bar in found.bars.levels.items())
    yield f"The bar of a level is {bars}, otherwise {found.bars.default:.1f}."
    if promise.bins:
        yield (
            "Chances are held against results that their fit had not seen, one interview for each candidate, the last; "
            "only candidates with a result are there, mostly those who did well."
        )
    if len(found.history.outcomes.candidate):
        stages = [_plain(name) for name in found.history.names.stages]
        if {"onsite", "offer", "hire", "hired"} & set(stages):
            yield "A result “onsite, passed” is read as an offer, “offer, passed” or “hire, passed” as a hire."
        if len(set(found.history.outcomes.stage.tolist())) > 1:
            yield "Of a candidate's results at several stages the latest is what a stated chance is held against."
    yield "Intervals are of 90 %. Intervals of strictness take the variances as known."


def _needed(found: Calibration) -> tuple[str, ...]:
    """What would change "can't tell yet"; nothing where all can be told."""
    links = found.links
    if not links.interviews:
        return ("Scored interviews: none are kept yet. Conduct some, or bring past ones in with history import.",)
    active = found.conducted > 0
    if not (active & (found.state == 0)).any():
        return ()
    if found.route != "none" and found.fit is not None:
        if int(active.sum()) == 1 and not links.replays:
            return ("A second interviewer: there is nobody to compare with.",)
        return ("More interviews by those in grey, some 10 to 20 each, or replays of theirs scored blind.",)
    if found.assignment == "chance" and found.contradiction is None:
        return ("Scores that differ, and more of them: so far there is nothing to compare.",)
    share = f"{ENOUGH_REPLAY_SHARE:.0%}".replace("%", " %")
    needed = [
        f"{ENOUGH_OUTCOMES} later results, such as who passed the onsite: now {links.outcomes}.",
        f"Or {ENOUGH_REPLAYS} interviews scored blind by somebody else, at least {share} of all: now {links.replays}.",
    ]
    if found.assignment == "unknown":
        needed.append("Or the team's word (a setting) that chance decides who interviews whom within a level.")
    return tuple(needed)


def signed(value: float) -> str:
    """Return a number with its sign, to a hundredth."""
    return f"{value:+.2f}".replace("-", "−")


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _span(low: float, high: float) -> str:
    return f"90 %: {low * 100:.0f}–{high * 100:.0f} %"


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, by the mark that it hides."""
    return f"'{text}" if text.lstrip("'")[:1] in tuple("=+-@\t\r＝＋－＠−") else text
