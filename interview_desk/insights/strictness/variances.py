"""The variances, from the data alone: restricted maximum likelihood by average information."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from interview_desk.insights.strictness.arrow import Arrow
from interview_desk.insights.strictness.blocks import BLOCK_COMPONENTS, Variances, own_variance, shared_part
from interview_desk.insights.strictness.design import OUTCOME, Component
from interview_desk.insights.strictness.equations import Whole, prior_precision
from interview_desk.insights.strictness.frame import Frame, outcome_records
from interview_desk.insights.strictness.iterative import Iterative
from interview_desk.insights.tables import Floats
from interview_desk.insights.watch import Watch

# A variance below this share of the scores' variance counts as none.
NOTHING = 1e-7
# Of conjugate gradients, on the way to the answer, and for what is a random draw anyway.
_PRECISE, _COARSE = 1e-5, 1e-3
# The preconditioner of a round serves the next while no variance moves by more than this share.
_CLOSE = 0.1
POOL_AT_LEAST = 1.0
_HALVINGS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What the data say: `variances` in rubric points squared (`outcome_scale`: log of passed per point), the solved
    equations there, all effects (size,), and P·y over the records. `likeliest` are the variances by likelihood alone.
    """

    likeliest: dict[Component, float]
    variances: dict[Component, float]
    equations: Whole | Iterative
    effects: Floats
    remaining: Floats
    interviewers: int


def observed(frame: Frame, variances: Variances) -> Floats:
    """The records' values on the rubric's scale: outcomes divided by how much a point is worth in passing."""
    score = frame.design.record.score
    if "outcome_scale" not in variances:
        return score
    return np.where(outcome_records(frame.design), score * np.exp(-variances["outcome_scale"]), score)


def begin(frame: Frame) -> dict[Component, float]:
    """Plausible variances to start from: shares seen in real selection interviews, of the variance of these scores."""
    score = frame.design.record.score
    outcome = outcome_records(frame.design)
    total = float(score[~outcome].var()) if (~outcome).any() else 0.0
    shares: dict[Component, float] = {
        "question": 0.03, "rater": 0.1, "rater_question": 0.04, "pool": 0.08, "candidate": 0.4, "session": 0.15,
        "error": 0.25,
    }  # fmt: skip
    start = {name: total * share for name, share in shares.items() if name in frame.design.components}
    if "outcome_scale" in frame.design.components:
        spread = float(score[outcome].var())
        # About a third of an outcome's variance is the candidate's ability.
        scale = np.sqrt(max(spread, 1e-6) / 3 / (total * 0.45))
        start["outcome_scale"] = float(np.log(scale))
        start["outcome_error"] = spread * 2 / 3 / scale**2
    return start


def let_candidates_differ(v: Variances) -> dict[Component, float]:
    """Where interviewers' candidates may differ, let them differ as much as a share of strictness itself.

    What tells the two variances apart are links, and few of them. Were the candidates' variance taken for small because
    most interviewers' are alike, the one interviewer who only sees strong candidates would be called lenient.
    """
    if "pool" not in v or "rater" not in v or v["pool"] >= POOL_AT_LEAST * v["rater"] * (1 - 1e-9):
        return dict(v)
    rater = (v["rater"] + v["pool"]) / (1 + POOL_AT_LEAST)
    return {**v, "rater": rater, "pool": POOL_AT_LEAST * rater}


def estimate(
    frame: Frame,
    start: Variances,
    *,
    settled: float = 1e-2,
    cautious: tuple[Component, ...] = (),
    draws: int = 6,
    rounds: int = 40,
    near_by: Estimate | None = None,
    watch: Watch | None = None,
) -> Estimate:
    """Restricted maximum likelihood from `start`, until no variance moves by more than `settled` of its size.

    Then candidates are let differ as `let_candidates_differ` says; what settles need only settle after that. With
    `rounds` 0 the variances are those in `start`; `near_by` is an estimate on almost the same history, whose
    preconditioner may still serve. `watch` may stop it between two rounds.

    For the components named in `cautious` a weak prior (Gamma(2, 0) on the standard deviation) keeps the estimate off
    zero where there are few raters (Chung et al. 2013, Psychometrika 78:685). Method: Gilmour, Thompson & Cullis 1995
    (Biometrics 51:1440); for designs too large to invert the traces come from `draws` simulated data sets with fixed
    seeds (García-Cortés et al. 1992; Matilainen et al. 2013, PLoS ONE 8:e80821).
    """
    theta: dict[Component, float] = {name: float(start[name]) for name in frame.design.components}
    score = frame.design.record.score
    scale = float(score[~outcome_records(frame.design)].var())
    whole = frame.pairs is not None
    noise = None if whole or rounds == 0 else Draws(frame, draws)
    climb = _Climb(NOTHING * scale, 1e-3 * scale, cautious)
    equations: Whole | Iterative | None = None
    effects: Floats | None = None
    moved = np.inf
    for _ in range(rounds):
        if watch is not None:
            watch.go_on()
        if whole:
            equations = Whole(frame, theta)
        else:
            # Near the answer the last preconditioner still serves.
            last = equations.arrow if moved < _CLOSE and isinstance(equations, Iterative) else None
            equations = Iterative(frame, theta, arrow=last)
        y = observed(frame, theta)
        remaining, effects = equations.remain(y, effects, _PRECISE)
        if isinstance(equations, Whole):
            value = equations.likelihood(y, remaining) - _outcomes(frame) * theta.get("outcome_scale", 0.0)
            value += sum(0.5 * float(np.log(theta[name])) for name in cautious if name in theta)
            if climb.fell(value, theta):
                theta = climb.halfway(theta)
                continue
        theta, moved = climb.step(theta, *_score(frame, equations, y, remaining, cautious, noise))
        if moved < settled:
            break
    likeliest, theta = theta, let_candidates_differ(theta)
    arrow = _serves(near_by, frame)
    if arrow is not None and near_by is not None:
        effects = near_by.effects
    equations = Whole(frame, theta) if whole else Iterative(frame, theta, arrow=arrow)
    remaining, effects = equations.remain(observed(frame, theta), effects)
    return Estimate(likeliest, theta, equations, effects, remaining, len(frame.design.pools))


def _serves(near_by: Estimate | None, frame: Frame) -> Arrow | None:
    """The preconditioner of an estimate on almost the same history, where the effects are still the same."""
    if near_by is None or not isinstance(near_by.equations, Iterative):
        return None
    old, new = near_by.equations.frame.design, frame.design
    same = old.spans == new.spans and np.array_equal(old.pair_effect, new.pair_effect)
    same = same and np.array_equal(old.pair_rater, new.pair_rater)
    same = same and np.array_equal(old.pair_question, new.pair_question) and np.array_equal(old.people, new.people)
    return near_by.equations.arrow if same else None


class _Climb:
    """The way up the likelihood: steps that stay within what a variance can be, and go back when they lead down."""

    def __init__(self, floor: float, small: float, cautious: tuple[Component, ...]) -> None:
        self._cautious = cautious  # these are never nothing
        self._floor = floor
        self._small = small  # what counts as a small variance, for relative moves
        self._best = -np.inf
        self._best_at: dict[Component, float] = {}
        self._halvings = 0
        self._overshot: set[Component] = set()

    def fell(self, value: float, theta: dict[Component, float]) -> bool:
        """Whether the last step led down, and should be halved; otherwise remember where this is."""
        if value < self._best - 1e-6 * abs(self._best) and self._halvings < _HALVINGS:
            self._halvings += 1
            return True
        self._best, self._best_at, self._halvings = value, dict(theta), 0
        return False

    def halfway(self, theta: dict[Component, float]) -> dict[Component, float]:
        """Half the way back to the best place so far."""
        return {name: (value + self._best_at[name]) / 2 for name, value in theta.items()}

    def step(
        self, theta: dict[Component, float], gradient: Floats, information: Floats
    ) -> tuple[dict[Component, float], float]:
        """The next variances, and by how much of its size the one that moves most would move."""
        names = list(theta)
        # A variance that is nothing and wants to be less stays out of it.
        free = [
            k for k, name in enumerate(names)
            if name == "outcome_scale" or theta[name] > self._floor * 1.01 or gradient[k] > 0
        ]  # fmt: skip
        wanted = np.zeros(len(names))
        ridge = 1e-10 * np.diag(np.diagonal(information)[free])
        wanted[free] = np.linalg.solve(information[np.ix_(free, free)] + ridge, gradient[free])
        fresh, moved = dict(theta), 0.0
        for name, by in zip(names, wanted.tolist(), strict=True):
            old = theta[name]
            if name == "outcome_scale":
                fresh[name] = old + min(max(by, -1.0), 1.0)
                continue
            new = old + by
            if new < old / 8:
                # Overshooting zero once may be an accident, twice in a row is an answer.
                nothing = name in self._overshot and new <= 0 and name not in self._cautious
                new = self._floor if nothing else old / 8
                self._overshot.add(name)
            else:
                self._overshot.discard(name)
            fresh[name] = min(max(new, self._floor), max(old * 8, self._small))
        before, after = let_candidates_differ(theta), let_candidates_differ(fresh)
        for name, old in before.items():
            size = 1.0 if name == "outcome_scale" else max(old, self._small)
            moved = max(moved, abs(after[name] - old) / size)
        return fresh, moved


def _outcomes(frame: Frame) -> float:
    return float(outcome_records(frame.design).sum()) - 1


@dataclass(frozen=True, slots=True, eq=False)
class _Image:
    """V_k·v, split by where it acts: `effects` (size,) seen through the design, `records` (n,) seen directly."""

    effects: Floats | None
    records: Floats | None

    def over_records(self, frame: Frame) -> Floats:
        through = 0.0 if self.effects is None else frame.spread(self.effects)
        result: Floats = through + (0.0 if self.records is None else self.records) + np.zeros(len(frame.everyone.cell))
        return result


def _image(frame: Frame, name: Component, v: Floats) -> _Image:
    """V_k·v for a component that is a variance."""
    effects = None
    if name in frame.design.spans:
        start, stop = frame.design.spans[name]
        effects = np.zeros(frame.design.size)
        effects[start:stop] = frame.project(v)[start:stop]
    return _Image(effects, shared_part(frame.everyone, name, v) if name in BLOCK_COMPONENTS else None)


def _through_p(frame: Frame, equations: Whole | Iterative, image: _Image, variances: Variances) -> Floats:
    """P·(V_k·v), roughly.

    For what acts through the design P·Z·u = W·Z·C⁻¹·D⁻¹·u, which has no difference of large numbers in it: an
    approximate C⁻¹ will do.
    """
    right = np.zeros(frame.design.size)
    weighted = np.zeros(len(frame.everyone.cell))
    if image.effects is not None:
        right += prior_precision(frame, variances) * image.effects
    if image.records is not None:
        weighted = equations.weight.apply(image.records)
        right -= frame.project(weighted)
    return weighted + equations.weight.apply(frame.spread(equations.roughly(right)))


def _score(
    frame: Frame,
    equations: Whole | Iterative,
    y: Floats,
    remaining: Floats,
    cautious: tuple[Component, ...],
    noise: Draws | None,
) -> tuple[Floats, Floats]:
    """The gradient and the average information, in the order of the design's components."""
    names = frame.design.components
    variances = equations.variances
    if isinstance(equations, Whole):
        traces = equations.traces(_variances_of(names))
    else:
        assert noise is not None
        traces = noise.traces(equations)
    images = []
    gradient = np.zeros(len(names))
    for k, name in enumerate(names):
        if name == "outcome_scale":
            images.append(_Image(None, np.where(outcome_records(frame.design), y, 0.0)))
            gradient[k] = float(remaining @ images[k].over_records(frame)) - _outcomes(frame)
            continue
        images.append(_image(frame, name, remaining))
        gradient[k] = 0.5 * (float(remaining @ images[k].over_records(frame)) - traces[name])
        if name in cautious:
            gradient[k] += 0.5 / variances[name]
    over = np.array([image.over_records(frame) for image in images])
    left = np.array([_through_p(frame, equations, image, variances) for image in images])
    information = 0.5 * (over @ left.T)
    information = (information + information.T) / 2
    for k, name in enumerate(names):
        if name == "outcome_scale":
            # The scale moves the data themselves, so its curvature is that of a mean.
            information[k, :] *= 2
            information[:, k] = information[k, :]
            information[k, k] += float(remaining @ over[k])
        if name in cautious:
            information[k, k] += 0.5 / variances[name] ** 2
    return gradient, information


def _variances_of(names: tuple[Component, ...]) -> tuple[Component, ...]:
    return tuple(name for name in names if name != "outcome_scale")


class Draws:
    """Simulated data sets with fixed seeds, whose quadratic forms stand in for traces."""

    def __init__(self, frame: Frame, draws: int) -> None:
        self.frame = frame
        random = np.random.default_rng(20261101)
        c = frame.everyone
        n, size = len(c.cell), frame.design.size
        self.effects = random.standard_normal((draws, size))
        self.candidates = random.standard_normal((draws, c.candidates))
        self.blocks = random.standard_normal((draws, c.blocks))
        self.own = random.standard_normal((draws, n))

    def traces(self, equations: Whole | Iterative) -> dict[Component, float]:
        """tr(P·V_k), as the mean over draws of y'P·V_k·P·y."""
        found = dict.fromkeys(_variances_of(self.frame.design.components), 0.0)
        for remaining in self.remainders(equations):
            for name in found:
                image = _image(self.frame, name, remaining).over_records(self.frame)
                found[name] += float(remaining @ image) / len(self.own)
        return found

    def remainders(self, equations: Whole | Iterative) -> Iterator[Floats]:
        """P·y for each simulated data set y, shape (records,)."""
        frame, variances = self.frame, equations.variances
        design, c = frame.design, frame.everyone
        spread = np.zeros(design.size)
        for name, (start, stop) in design.spans.items():
            spread[start:stop] = np.sqrt(variances[name])
        candidate = np.sqrt(variances.get("candidate", 0.0))
        session = np.sqrt(variances.get("session", 0.0)) * (c.kind_of_block != OUTCOME)
        own = np.sqrt(np.real(own_variance(c.kind, variances)))
        for k in range(len(self.own)):
            y = frame.spread(self.effects[k] * spread) + candidate * self.candidates[k][c.candidate]
            y = y + (session * self.blocks[k])[c.block] + own * self.own[k]
            yield equations.remain(y, None, _COARSE)[0]
