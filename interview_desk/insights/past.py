"""Between kept rows and the coded tables that estimators take: the same history, in either form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from interview_desk.domain.past import NO_VERSION, Past, ScoreRow, is_part
from interview_desk.insights.csv_columns import Numbering
from interview_desk.insights.tables import (
    NOT_GIVEN,
    STATUSES,
    Floats,
    History,
    Ints,
    Layers,
    Names,
    Outcomes,
    Ratings,
    Sessions,
    empty_history,
)

# What a spreadsheet takes for a formula; the last four are the same signs at full width.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def history_of(past: Past) -> History:
    """Return kept rows as coded tables; layers, scores and outcomes of sessions that aren't there are left out.

    Sessions stand in the order given. Where some have dates and others only a place in a sequence, those without a
    date come first, and the order is a sequence.
    """
    if not past.sessions:
        return empty_history()
    ids, candidates, people, groups, stages, competencies = (Numbering() for _ in range(6))
    id, candidate, interviewer, question, version, level, role, limit, seq, at = zip(*past.sessions, strict=True)
    order, dated = _order(seq, at)
    group = np.full(len(id), NOT_GIVEN)
    _number(ids, id)
    (questions, of_question), (levels, of_level), (roles, of_role), (versions, of_version) = (
        _numbered(column) for column in (question, level, role, version)
    )
    sessions = Sessions(
        order, _number(candidates, candidate), _number(people, interviewer), of_question, of_level,
        np.array(limit, dtype=np.float64), of_role, of_version, group,
    )  # fmt: skip
    for session, label in past.groups:
        if (place := ids.codes.get(session)) is not None:
            group[place] = groups.take([label])[0]
    ratings = _ratings(past.scores, ids, people, competencies)
    layers = _layers(past, ids)
    outcomes = _outcomes(past, candidates, stages)
    names = Names(
        ids.names, candidates.names, people.names, questions, levels,
        roles, versions, groups.names, stages.names, competencies.names,
    )  # fmt: skip
    return History(names, sessions, ratings, layers, outcomes, dated)


def past_of_history(history: History) -> Past:
    """Return coded tables as rows to keep; a question without a version has its first one, as in the library."""
    names, s, r = history.names, history.sessions, history.ratings
    none: list[int | None] = [None] * len(history)
    order: list[int | None] = s.order.tolist()
    past = Past(
        list(
            zip(
                names.sessions,
                _named(names.candidates, s.candidate),
                _named(names.people, s.interviewer),
                _named(names.questions, s.question),
                _named(names.versions, s.version, NO_VERSION),
                _named(names.levels, s.level),
                _named(names.roles, s.role),
                _or_none(s.limit),
                none if history.dated else order,
                order if history.dated else none,
                strict=True,
            )
        )
    )
    layers = history.layers
    past.layers.extend(
        zip(
            _named(names.sessions, layers.session), layers.layer.tolist(), _named(STATUSES, layers.status),
            layers.end.tolist(), layers.hints.tolist(), strict=True,
        )
    )  # fmt: skip
    # In the order of their key, in which a database takes them fastest. A rating without any score is kept as such.
    session, rater, live = _named(names.sessions, r.session), _named(names.people, r.rater), r.live.tolist()
    given = ~np.isnan(r.scores)
    given[~given.any(axis=1)] = True
    by_name = sorted(range(len(names.competencies)), key=names.competencies.__getitem__)
    rows, columns = np.nonzero(given[:, by_name])
    scores = r.scores[:, by_name][rows, columns].tolist()
    titles = [names.competencies[k] for k in by_name]
    past.scores.extend(
        (session[row], rater[row], live[row], titles[column], None if score != score else score)
        for row, column, score in zip(rows.tolist(), columns.tolist(), scores, strict=True)
    )
    outcomes = history.outcomes
    past.outcomes.extend(
        zip(
            _named(names.candidates, outcomes.candidate), _named(names.stages, outcomes.stage),
            outcomes.date.tolist(), outcomes.passed.tolist(), strict=True,
        )
    )  # fmt: skip
    with_group = np.flatnonzero(s.group >= 0).tolist()
    past.groups.extend((names.sessions[k], names.groups[s.group[k]]) for k in with_group)
    return past


def whole_sessions(past: Past) -> Past:
    """Return the past without the rows of further questions: every interview once, which is what strictness needs."""
    known = {row[0] for row in past.sessions if "/" not in row[0]}
    parts = {row[0] for row in past.sessions if is_part(row[0], known)}
    if not parts:
        return past
    return replace(past, sessions=[row for row in past.sessions if row[0] not in parts])


def spread_to_parts(history: History, of: History, values: Floats) -> Floats:
    """Return for each session of `history` its value among the whole sessions `of`; a part has its session's."""
    if history is of:
        return values
    known = dict(zip(of.names.sessions, values.tolist(), strict=True))
    parents = (known.get(id, known.get(id.partition("/")[0], np.nan)) for id in history.names.sessions)
    spread: Floats = np.fromiter(parents, np.float64, len(history))
    return spread


def safe_for_spreadsheets(history: History) -> History:
    """Return the history with names that a spreadsheet could take for a formula marked as text, by an apostrophe."""
    return _renamed(history, safe_name)


def safe_name(name: str) -> str:
    """Return a name that no spreadsheet takes for a formula, by the apostrophe that marks it as text."""
    return f"'{name}" if _FORMULA.match(name) else name


def as_written(history: History) -> History:
    """Return the history with the marks of `safe_for_spreadsheets` taken off again."""
    return _renamed(history, unmarked)


def unmarked(name: str) -> str:
    """Return a name without the apostrophe that marks it as text."""
    return name[1:] if name.startswith("'") and _FORMULA.match(name) else name


def _renamed(history: History, rename: Callable[[str], str]) -> History:
    def all_of(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(rename, words))

    n = history.names
    names = Names(
        all_of(n.sessions), all_of(n.candidates), all_of(n.people), all_of(n.questions), all_of(n.levels),
        all_of(n.roles), all_of(n.versions), all_of(n.groups), all_of(n.stages), all_of(n.competencies),
    )  # fmt: skip
    return replace(history, names=names)


def _number(numbering: Numbering, names: Sequence[str]) -> Ints:
    """As `Numbering.take`, at a third of its time, where no name is empty."""
    codes = numbering.codes
    for name in dict.fromkeys(names):
        codes.setdefault(name, len(codes))
    return np.fromiter(map(codes.__getitem__, names), np.int64, len(names))


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """The distinct names of a column, and its codes; an empty cell has none."""
    distinct = tuple(name for name in dict.fromkeys(names) if name)
    codes = {name: code for code, name in enumerate(distinct)}
    codes[""] = NOT_GIVEN
    return distinct, np.fromiter(map(codes.__getitem__, names), np.int64, len(names))


def _order(seq: tuple[int | None, ...], at: tuple[int | None, ...]) -> tuple[Ints, bool]:
    if None not in at:
        return np.array(at, dtype=np.int64), True
    if not any(moment is not None for moment in at):
        return np.array([place or 0 for place in seq], dtype=np.int64), False
    known = np.array([moment is not None for moment in at])
    value = np.array([(place or 0) if moment is None else moment for place, moment in zip(seq, at, strict=True)])
    rank = np.empty(len(at), np.int64)
    rank[np.lexsort((value, known))] = np.arange(len(at))
    return rank, False


def _ratings(rows: list[ScoreRow], ids: Numbering, people: Numbering, competencies: Numbering) -> Ratings:
    if not rows:
        none = np.zeros(0, np.int64)
        return Ratings(none, none, np.zeros(0, np.bool_), np.zeros((0, 0)))
    if any(row[0] not in ids.codes for row in rows):
        rows = [row for row in rows if row[0] in ids.codes]
        return _ratings(rows, ids, people, competencies)
    session, rater, live, competency, score = zip(*rows, strict=True)
    session_of, conducted = _number(ids, session), np.array(live, dtype=np.bool_)
    rater_of, column = _number(people, rater), _number(competencies, competency)
    key = (session_of * (len(people) + 1) + rater_of) * 2 + conducted
    _, first, row = np.unique(key, return_index=True, return_inverse=True)
    table = np.full((len(first), len(competencies)), np.nan)
    table[row, column] = np.array(score, dtype=np.float64)
    return Ratings(session_of[first], rater_of[first], conducted[first], table)


def _layers(past: Past, ids: Numbering) -> Layers:
    if not past.layers:
        return empty_history().layers
    session, layer, status, end, hints = zip(*past.layers, strict=True)
    session_of = ids.find(session)
    known = session_of >= 0
    places = {word: place for place, word in enumerate(STATUSES)}
    return Layers(
        session_of[known],
        np.array(layer, dtype=np.int64)[known],
        np.array([places[word] for word in status], dtype=np.int64)[known],
        np.array(end, dtype=np.float64)[known],
        np.array(hints, dtype=np.int64)[known],
    )


def _outcomes(past: Past, candidates: Numbering, stages: Numbering) -> Outcomes:
    if not past.outcomes:
        return empty_history().outcomes
    candidate, stage, at, passed = zip(*past.outcomes, strict=True)
    who = candidates.find(candidate)
    known = who >= 0
    return Outcomes(
        who[known],
        np.array(passed, dtype=np.bool_)[known],
        stages.take(stage)[known],
        np.array(at, dtype=np.int64)[known],
    )


def _named(words: tuple[str, ...], codes: Ints, otherwise: str = "") -> list[str]:
    return [words[code] if code >= 0 else otherwise for code in codes.tolist()]


def _or_none(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]
