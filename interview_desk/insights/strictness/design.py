"""Who scored whom on what: the history laid out for the mixed model, without any variances yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from interview_desk.insights.tables import Bools, Floats, History, Ints, telling

Component = Literal[
    "question", "rater", "rater_question", "pool", "candidate", "session", "error", "outcome_error", "outcome_scale"
]
EFFECTS: tuple[Component, ...] = ("question", "rater", "rater_question", "pool")
RATING, LONE, OUTCOME = 0, 1, 2

# Up to so many possible codes a table of marks is quicker than sorting.
_SMALL_SPACE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What was observed, one place a record: ratings first, then outcomes.

    `score` holds rubric points, or for an outcome 0 or 1, each less its mean; `rating` is the row of the ratings
    table, -1 for an outcome; `cell` is the record's place among the distinct combinations of effects; `block` its
    session (an outcome is a session of its own) and `candidate` its candidate, all counted from 0 without gaps.
    """

    score: Floats
    rating: Ints
    cell: Ints
    block: Ints
    candidate: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The model's equations in outline; see `lay_out`.

    Effects stand in one vector: the fixed ones (level means, then the outcomes' own mean), then questions, raters,
    raters × questions, pools. `columns` has shape (6, cells) and says which places of that vector a cell adds up, in
    the order level, outcome mean, question, rater, rater × question, pool; `size` (one past the end) means none.
    A rater × question pair that was seen only once can't be told from that record's own error: its `kind` is `LONE`
    and its variance is part of the record's.
    """

    record: Record
    columns: Ints
    kind: Ints  # (cells,): RATING, LONE or OUTCOME
    fixed: int
    spans: dict[Component, tuple[int, int]]  # first and one past the last place of each random effect in the model
    components: tuple[Component, ...]  # every variance to be estimated, in a fixed order
    size: int
    people: Ints  # rater effect → person
    questions: Ints  # question effect → question
    pair_of_rating: Ints  # (ratings,): the rater × question pair, -1 where the rating has no score
    pair_rater: Ints  # (pairs,): place among `people`
    pair_question: Ints  # (pairs,): place among `questions`
    pair_of_cell: Ints  # (cells,): the pair that a cell of ratings belongs to, 0 for outcomes
    pair_effect: Ints  # (pairs,): place of the pair in the vector of effects, -1 for a lone pair
    pools: Ints  # pool effect → person
    owner: Ints  # (records,): place among `pools` of whose interview it is; of an outcome, the candidate's first

    @property
    def outcomes(self) -> Bools:
        """Which records are outcomes."""
        return self.record.rating < 0


def number(codes: Ints, space: int) -> tuple[Ints, Ints]:
    """The distinct codes in order, and each code's place among them; codes run from 0 to `space` - 1."""
    if space > _SMALL_SPACE:
        distinct, place = np.unique(codes, return_inverse=True)
        return distinct, place.reshape(-1).astype(np.int64)
    present = np.zeros(space, np.bool_)
    present[codes] = True
    distinct = np.flatnonzero(present)
    table = np.zeros(space, np.int64)
    table[distinct] = np.arange(len(distinct))
    return distinct, table[codes]


def lay_out(history: History, scores: Floats, *, pool: bool, outcomes: bool, drop: frozenset[Component]) -> Design:
    """The design over all ratings that have a score; `scores` (ratings,) are rubric points, NaN = none.

    `pool` lets every interviewer's candidates have a mean of their own, `outcomes` adds later results as records that
    have no strictness, `drop` names terms that are to be left out whatever the data say. Terms that the data can't
    tell from others are left out too: an effect with fewer than two values, pairs that repeat another grouping, a
    candidate (or session) term where nobody (nothing) was scored twice.
    """
    sessions, ratings = history.sessions, history.ratings
    rows = np.flatnonzero(~np.isnan(scores))
    session = ratings.session[rows]
    people, rater = number(ratings.rater[rows], max(len(history.names.people), 1))
    asked, question = number(sessions.question[session], max(len(history.names.questions), 1))
    _, level = number(sessions.level[session] + 1, len(history.names.levels) + 1)
    levels = int(level.max()) + 1 if len(rows) else 0
    owner = sessions.interviewer[session]
    pairs, pair = number(rater * max(len(asked), 1) + question, max(len(people) * len(asked), 1))
    pair_rater, pair_question = np.divmod(pairs, max(len(asked), 1))

    # Outcomes of candidates who have a score; several outcomes of one candidate are several records.
    candidates, candidate = number(sessions.candidate[session], max(len(history.names.candidates), 1))
    results = np.zeros(0, np.int64)
    first_of = np.full(max(len(history.names.candidates), 1), -1)
    # The first session decides which pool and which level a candidate belongs to.
    first_of[sessions.candidate[session][::-1]] = np.arange(len(rows))[::-1]
    if outcomes:
        results = telling(history)
        results = results[first_of[history.outcomes.candidate[results]] >= 0]
        if len(np.unique(history.outcomes.passed[results])) < 2:
            results = results[:0]  # results that are all alike tell nobody from another
    first = first_of[history.outcomes.candidate[results]]
    passed = history.outcomes.passed[results].astype(np.float64)

    counts = np.bincount(pair, minlength=len(pairs))
    shared = counts > 1
    has_rater = "rater" not in drop and len(people) > 1
    has_question = "question" not in drop and len(asked) > 1
    has_pair = "rater_question" not in drop and has_rater and has_question and len(pairs) > max(len(people), len(asked))
    pools, pool_code = number(owner, max(len(history.names.people), 1))
    has_pool = pool and "pool" not in drop and len(pools) > 1

    fixed = levels + (1 if len(results) else 0)
    spans: dict[Component, tuple[int, int]] = {}
    size = fixed
    for name, wanted, count in (
        ("question", has_question, len(asked)),
        ("rater", has_rater, len(people)),
        ("rater_question", has_pair and bool(shared.any()), int(shared.sum())),
        ("pool", has_pool, len(pools)),
    ):
        if wanted:
            spans[name] = (size, size + count)  # type: ignore[index]  # the names are those of EFFECTS
            size += count
    pair_effect = np.full(len(pairs), -1)
    if "rater_question" in spans:
        pair_effect[shared] = spans["rater_question"][0] + np.arange(int(shared.sum()))

    # One cell for each combination: of pair, level and pool among ratings, of level and pool among outcomes.
    width = len(pools) if has_pool else 1
    owned = pool_code if has_pool else np.zeros(len(rows), np.int64)
    key = (pair * max(levels, 1) + level) * width + owned
    spare = len(pairs) * max(levels, 1) * width
    key = np.concatenate([key, spare + level[first] * width + owned[first]])
    cells, cell = number(key, spare + max(levels, 1) * width)
    is_outcome = cells >= spare
    rest, cell_pool = np.divmod(np.where(is_outcome, cells - spare, cells), width)
    cell_pair, cell_level = np.divmod(rest, max(levels, 1))
    cell_pair = np.where(is_outcome, 0, cell_pair)
    columns = np.full((6, len(cells)), size)
    kind = np.where(is_outcome, OUTCOME, RATING)
    if len(cells):
        columns[0] = cell_level
        columns[1] = np.where(is_outcome, levels, size)
        if has_question:
            columns[2] = np.where(is_outcome, size, spans["question"][0] + pair_question[cell_pair])
        if has_rater:
            columns[3] = np.where(is_outcome, size, spans["rater"][0] + pair_rater[cell_pair])
        if has_pair:
            effect = pair_effect[cell_pair]
            columns[4] = np.where(is_outcome | (effect < 0), size, effect)
            kind = np.where(~is_outcome & ~shared[cell_pair], LONE, kind)
        if has_pool:
            columns[5] = spans["pool"][0] + cell_pool

    blocks, block = number(session, max(len(history), 1))
    block = np.concatenate([block, len(blocks) + np.arange(len(results))])
    who = np.concatenate([candidate, candidate[first]])
    record = Record(
        # Without their means, so that conjugate gradients need not spend their precision on them.
        np.concatenate([values - values.mean() if len(values) else values for values in (scores[rows], passed)]),
        np.concatenate([rows, np.full(len(results), -1)]),
        cell,
        block,
        who,
    )
    components = [name for name in EFFECTS if name in spans]
    if has_pair and "rater_question" not in components:
        has_pair, kind = False, np.where(kind == LONE, RATING, kind)
    if "candidate" not in drop and len(candidates) < len(who) and not _same(who, block):
        components.append("candidate")
    twice = np.bincount(block, minlength=1).max(initial=0) > 1
    if "session" not in drop and twice and ("candidate" in components or _same(who, block)):
        components.append("session")
    components.append("error")
    if len(results):
        components += ["outcome_error", "outcome_scale"]
    pair_of_rating = np.full(len(scores), -1)
    pair_of_rating[rows] = pair
    return Design(
        record, columns, kind, fixed, spans, tuple(components), size,
        people, asked, pair_of_rating, pair_rater, pair_question, cell_pair, pair_effect, pools,
        np.concatenate([pool_code, pool_code[first]]),
    )  # fmt: skip


def _same(first: Ints, second: Ints) -> bool:
    """Whether two groupings, numbered without gaps, split the records in the same way."""
    groups = int(first.max(initial=-1)) + 1
    if groups != int(second.max(initial=-1)) + 1:
        return False
    return len(np.unique(first * max(groups, 1) + second)) == groups
