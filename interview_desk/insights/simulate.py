"""Plausible history for demonstrations and tests: made-up interviews, with the truth behind them kept aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import NormalDist

import numpy as np

from interview_desk.insights.tables import (
    DONE,
    NO_DATE,
    NOT_GIVEN,
    REVEALED,
    UNFINISHED,
    Bools,
    Floats,
    History,
    Ints,
    Layers,
    Names,
    Outcomes,
    Ratings,
    Sessions,
)

_FIRST_DAY = int(datetime(2024, 9, 2, 9, tzinfo=UTC).timestamp())
_WORKING_HOURS = 8


@dataclass(frozen=True, slots=True)
class World:
    """What the made-up team is like. Spreads are in units of the spread of candidates' ability.

    The spread of strictness (0.565), of a session's form and of an interviewer's own questions are those measured in
    real selection interviews (BMC Medical Education 2014, 14:169). `pool` makes interviewers get different candidates;
    `replayed` and `returning` are the shares of interviews scored twice and of candidates who come again.
    """

    strictness: float = 0.565
    on_question: float = 0.3
    on_competency: float = 0.2
    form: float = 0.6
    halo: float = 0.6
    competency: float = 0.5
    wobble: float = 0.7
    difficulty: float = 0.25
    discrimination: float = 0.15
    level_step: float = 0.5
    pool: float = 0.0
    returning: float = 0.15
    replayed: float = 0.05
    questions_each: int = 3
    revealed: float = 0.03
    layer_minutes: tuple[float, ...] = (14.0, 11.0, 10.0)
    limits: tuple[float, ...] = (40.0, 45.0)
    questions: tuple[str, ...] = ("rate-limiter", "log-search", "expiring-cache", "event-deduplication")
    levels: tuple[str, ...] = ("junior", "mid", "senior")
    competencies: tuple[str, ...] = ("requirements", "problem-solving", "correctness", "trade-offs", "communication")
    scale: tuple[int, int] = (1, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What the history hides. Latent quantities in units of the spread of ability, times in minutes."""

    strictness: Floats  # (people,)
    strictness_points: Floats  # (people,): the same in rubric points, over the questions they asked; + = strict
    pool: Floats  # (people,)
    ability: Floats  # (candidates,)
    chance: Floats  # (candidates,): of a good outcome
    performance: Floats  # (sessions,): what was shown that day, whoever scored it
    done_by: Floats  # (sessions, layers): minutes to the end of each layer, had there been no limit


def simulate(interviews: int, interviewers: int, seed: int, world: World | None = None) -> tuple[History, Truth]:
    """A made-up history, the same for the same arguments. Raises ValueError for fewer than one of either."""
    if interviews < 1 or interviewers < 1:
        raise ValueError("at least one interview and one interviewer are needed")
    world = world or World()
    random = np.random.default_rng([seed, interviews, interviewers])
    people, questions = interviewers, len(world.questions)
    returning = min(int(interviews * world.returning), interviews // 2) if people > 1 else 0
    candidates = interviews - returning

    strictness = random.normal(0, world.strictness, people)
    pool = random.normal(0, world.pool, people) if world.pool > 0 else np.zeros(people)
    difficulty = random.normal(0, world.difficulty, questions)
    repertoire = _repertoire(random, people, questions, min(world.questions_each, questions))
    load = np.exp(random.normal(0, 0.5, people))
    interviewer = random.choice(people, interviews, p=load / load.sum())
    candidate = np.concatenate([np.arange(candidates), random.choice(candidates, returning, replace=False)])
    # Whoever comes again meets somebody else.
    again = np.arange(candidates, interviews)
    shift = random.integers(1, max(people, 2), returning)
    interviewer[again] = (interviewer[candidate[again]] + shift) % people
    question = repertoire[interviewer, random.integers(0, repertoire.shape[1], interviews)]
    level = random.integers(0, len(world.levels), candidates)

    middle = (len(world.levels) - 1) / 2
    ability = random.normal(0, 1, candidates) + world.level_step * (level - middle) + pool[interviewer[:candidates]]
    performance = ability[candidate] + random.normal(0, world.form, interviews)
    profile = random.normal(0, world.competency, (candidates, len(world.competencies)))[candidate]

    replays = int(interviews * world.replayed) if people > 1 else 0
    replayed = random.choice(interviews, replays, replace=False)
    session = np.concatenate([np.arange(interviews), replayed])
    rater = np.concatenate(
        [interviewer, (interviewer[replayed] + random.integers(1, max(people, 2), replays)) % people]
    )
    live = np.arange(len(session)) < interviews
    quirk = random.normal(0, world.on_question, (people, questions))
    leaning = random.normal(0, world.on_competency, (people, len(world.competencies)))
    spread = np.exp(random.normal(0, world.discrimination, people))
    against = strictness[rater] + quirk[rater, question[session]] + difficulty[question[session]]
    halo = random.normal(0, world.halo, len(session))
    shown = (performance[session] - against + halo)[:, None] + profile[session] - leaning[rater]
    latent = spread[rater][:, None] * shown + random.normal(0, world.wobble, shown.shape)
    scores, points = _on_scale(latent, world)

    layers, limit, done_by = _layers(random, world, performance, question, interviews)
    chance = 1 / (1 + np.exp(-1.7 * (ability - 0.1)))
    outcomes = _outcomes(random, candidate[:interviews], scores[:interviews].mean(axis=1), chance, world)
    order = _FIRST_DAY + _when(random, interviews)
    none = np.full(interviews, NOT_GIVEN)
    names = Names(
        sessions=_labels("S", interviews),
        candidates=_labels("Candidate ", candidates),
        people=_labels("Interviewer ", people),
        questions=world.questions,
        levels=world.levels,
        versions=("1",),
        competencies=world.competencies,
    )
    history = History(
        names,
        Sessions(
            order, candidate, interviewer, question, level[candidate],
            limit, none, np.zeros(interviews, np.int64), none,
        ),
        Ratings(session, rater, live, scores),
        layers,
        outcomes,
        dated=True,
    )  # fmt: skip
    asked = np.bincount(interviewer, minlength=people)
    own = np.bincount(interviewer, (strictness[interviewer] + quirk[interviewer, question]), people)
    strict = points * (np.divide(own, asked, out=strictness.copy(), where=asked > 0) + leaning.mean(axis=1))
    return history, Truth(strictness, strict, pool, ability, chance, performance + profile.mean(axis=1), done_by)


def _repertoire(random: np.random.Generator, people: int, questions: int, each: int) -> Ints:
    """Which questions each interviewer asks, shape (people, each)."""
    chosen: Ints = np.argsort(random.random((people, questions)), axis=1)[:, :each]
    return chosen


def _on_scale(latent: Floats, world: World) -> tuple[Floats, float]:
    """Rubric scores from latent ones, by fixed thresholds; and how many points a latent unit is worth on average."""
    lowest, highest = world.scale
    steps = highest - lowest
    spread = float(
        np.sqrt(
            1 + world.form**2 + world.halo**2 + world.strictness**2 + world.on_question**2 + world.on_competency**2
            + world.competency**2 + world.difficulty**2 + world.wobble**2
        )
    )  # fmt: skip
    normal = NormalDist()
    # Few score lowest, about half reach the upper middle, the best score is rare.
    shares = [(0.12, 0.47, 0.85), tuple((k + 0.5) / steps for k in range(steps))][steps != 3]
    thresholds = np.array([spread * normal.inv_cdf(share) for share in shares])
    scores = lowest + (latent[:, :, None] > thresholds).sum(axis=2).astype(np.float64)
    return scores, sum(normal.pdf(cut / spread) / spread for cut in thresholds.tolist())


def _layers(
    random: np.random.Generator, world: World, performance: Floats, question: Ints, interviews: int
) -> tuple[Layers, Floats, Floats]:
    """Serial layers until time is up, some given away on the way; the limits; when each would have been done."""
    depth = len(world.layer_minutes)
    hardness = random.normal(0, 0.12, (len(world.questions), depth))
    noise = random.normal(0, 0.25, (interviews, depth))
    each = np.exp(np.log(np.array(world.layer_minutes)) + hardness[question] - 0.35 * performance[:, None] + noise)
    done_by = np.cumsum(each, axis=1)
    limit = random.choice(np.array(world.limits), interviews)
    begun: Bools = (done_by - each) < limit[:, None]
    done = done_by <= limit[:, None]
    given_away = done & (random.random((interviews, depth)) < world.revealed)
    part = np.clip((limit[:, None] - (done_by - each)) / each, 0, 1)
    generous = np.exp(0.1 - 0.5 * performance)[:, None] * part
    hints = random.poisson(random.gamma(2.0, 0.5, (interviews, depth)) * generous)
    session, layer = np.nonzero(begun)
    status = np.where(given_away, REVEALED, np.where(done, DONE, UNFINISHED))[session, layer]
    # To a hundredth of a minute, as a clock would have it.
    end = np.round(np.minimum(done_by, limit[:, None]), 2)[session, layer]
    count = hints[session, layer] + (status == REVEALED)
    return Layers(session, layer + 1, status, end, count), limit, done_by


def _outcomes(random: np.random.Generator, candidate: Ints, raw: Floats, chance: Floats, world: World) -> Outcomes:
    """Later results: mostly of those who scored well, since mostly they went on."""
    best = np.full(len(chance), -np.inf)
    np.maximum.at(best, candidate, raw)
    seen = random.random(len(chance)) < np.where(best >= sum(world.scale) / 2, 0.8, 0.15)
    who = np.flatnonzero(seen)
    passed = random.random(len(who)) < chance[who]
    return Outcomes(who, passed, np.full(len(who), NOT_GIVEN), np.full(len(who), NO_DATE))


def _when(random: np.random.Generator, interviews: int) -> Ints:
    """Seconds from the first day, over two years of working days and hours, in no order."""
    day = random.integers(0, 2 * 52 * 5, interviews)
    calendar = day // 5 * 7 + day % 5
    result: Ints = calendar * 86_400 + random.integers(0, _WORKING_HOURS * 12, interviews) * 300
    return result


def _labels(prefix: str, n: int) -> tuple[str, ...]:
    width = len(str(n))
    return tuple(f"{prefix}{k:0{width}d}" for k in range(1, n + 1))
