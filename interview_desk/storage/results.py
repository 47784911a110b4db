"""The results of the sessions conducted here: always what a fold of their journal gives, kept in the same commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast

from sqlalchemy import BigInteger, ColumnElement, Connection, Table, Text, delete, insert, select, update
from sqlalchemy import cast as sql_cast

from interview_desk.domain.past import FeedbackRow, LayerRow, Past, ScoreRow, SessionRow, one_line, past_of
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.state import State
from interview_desk.storage import tables
from interview_desk.storage.names import is_copy

SESSION_COLUMNS = (
    "id", "candidate", "interviewer", "question", "version", "level", "role", "limit_min", "seq", "at_s",
)  # fmt: skip
LAYER_COLUMNS = ("session", "layer", "status", "end_min", "hints")
SCORE_COLUMNS = ("session", "rater", "live", "competency", "score")
OUTCOME_COLUMNS = ("candidate", "stage", "at_s", "passed")
GROUP_COLUMNS = ("session", "label")
ANSWER_COLUMNS = ("session", "clear", "treated", "again", "at_s")
FEEDBACK_COLUMNS = ("session", "at_s")

_SESSION = tables.result_session.c
_LAYER = tables.result_layer.c
_SCORE = tables.result_score.c

_CHANGES = "changes-of-results"

_Values: TypeAlias = list[dict[str, Any]]


def mark_changed(connection: Connection) -> None:
    """Count a change of what is kept for the figures, so that whoever has read it knows when to read it again."""
    value = tables.meta.c.value
    mine = tables.meta.c.name == _CHANGES
    if not connection.execute(update(tables.meta).where(mine).values(value=_plus_one(value))).rowcount:
        connection.execute(insert(tables.meta).values(name=_CHANGES, value="1"))


def changes(connection: Connection) -> int:
    """Return how often the results have changed."""
    found = connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == _CHANGES)).scalar()
    return int(found or 0)


def _plus_one(value: ColumnElement[str]) -> ColumnElement[str]:
    return sql_cast(sql_cast(value, BigInteger) + 1, Text)


def keep(connection: Connection, session_id: str, before: State | None, now: State) -> None:
    """Bring the results of a session up to date with its journal; nothing is touched while the session goes on."""
    if now.phase != "ended" and (before is None or before.phase != "ended"):
        return
    past = counted(connection, session_id, now)
    if before is None or past_of(session_id, before) != past:
        replace(connection, session_id, past)


def counted(connection: Connection, session_id: str, state: State) -> Past | None:
    """Return what of a session counts in figures: nothing of a copy for training, nor of a shadow's second track."""
    tracks = select(tables.review.c.id).where(tables.review.c.track == session_id).limit(1)
    if is_copy(session_id) or connection.execute(tracks).first() is not None:
        return None
    return past_of(session_id, state)


def keep_review(connection: Connection, session_id: str, reviewer: str, scores: Mapping[str, Score]) -> None:
    """Keep what a second person scored, beside what the interviewer did; nothing where that person is the same one.

    Such scores tell strictness from the luck of the draw, because two people have seen the same interview.
    """
    rater = one_line(reviewer)
    query = select(_SESSION.interviewer).where(_SESSION.id == session_id, _SESSION.session_id == session_id)
    interviewer = connection.execute(query).scalar_one_or_none()
    if interviewer is None or not rater or rater.casefold() == interviewer.casefold():
        return
    mark_changed(connection)
    mine = (_SCORE.session == session_id, _SCORE.rater == rater, _SCORE.live.is_(False))
    connection.execute(delete(tables.result_score).where(*mine))
    rows = [
        (session_id, rater, False, one_line(row), None if score == NOT_ASSESSED else float(score))
        for row, score in sorted(scores.items())
    ]
    if rows:
        connection.execute(insert(tables.result_score), [dict(zip(SCORE_COLUMNS, row, strict=True)) for row in rows])


def replace(connection: Connection, session_id: str, past: Past | None) -> None:
    """Keep these results in place of those there are; scores of replays are no part of the journal and stay.

    Results of that name that were imported give way too: the journal knows better.
    """
    mark_changed(connection)
    ids = {session_id, *_ids(connection, session_id), *(row[0] for row in (past.sessions if past is not None else ()))}
    connection.execute(delete(tables.result_layer).where(_LAYER.session.in_(ids)))
    connection.execute(delete(tables.result_score).where(_SCORE.session.in_(ids), _SCORE.live))
    connection.execute(delete(tables.result_session).where(_SESSION.id.in_(ids)))
    connection.execute(delete(tables.result_feedback).where(tables.result_feedback.c.session.in_(ids)))
    if past is None:
        return
    for table, rows in _values(session_id, past):
        if rows:
            connection.execute(insert(table), rows)


def stored(connection: Connection, session_id: str) -> Past | None:
    """Return the results there are of a session conducted here, in the order in which `past_of` has them."""
    columns = [_SESSION[name] for name in SESSION_COLUMNS]
    query = select(*columns).where(_SESSION.session_id == session_id)
    sessions = [cast("SessionRow", tuple(row)) for row in connection.execute(query)]
    if not sessions:
        return None
    ids = [row[0] for row in sessions]
    layers = select(*[_LAYER[name] for name in LAYER_COLUMNS]).where(_LAYER.session.in_(ids))
    scores = select(*[_SCORE[name] for name in SCORE_COLUMNS]).where(_SCORE.session.in_(ids), _SCORE.live)
    feedback = select(*tables.result_feedback.c).where(tables.result_feedback.c.session.in_(ids))
    return Past(
        sessions,
        [cast("LayerRow", tuple(row)) for row in connection.execute(layers)],
        [cast("ScoreRow", tuple(row)) for row in connection.execute(scores)],
        feedback=[cast("FeedbackRow", tuple(row)) for row in connection.execute(feedback)],
    )


def same(one: Past | None, other: Past | None) -> bool:
    """Tell whether two sets of results hold the same rows, in whatever order."""
    if one is None or other is None:
        return one is other
    return all(
        sorted(mine, key=str) == sorted(theirs, key=str)
        for mine, theirs in (
            (one.sessions, other.sessions),
            (one.layers, other.layers),
            (one.scores, other.scores),
            (one.feedback, other.feedback),
        )
    )


def rebuilt(connection: Connection, session_id: str, state: State) -> bool:
    """Write the results of a session anew where they are not what its journal says; return whether they were not."""
    if sound(connection, session_id, state):
        return False
    replace(connection, session_id, counted(connection, session_id, state))
    return True


def sound(connection: Connection, session_id: str, state: State) -> bool:
    """Tell whether the results of a session are what its journal says."""
    past = counted(connection, session_id, state)
    return same(stored(connection, session_id), past) and _layers_are_found(connection, past)


def strays(connection: Connection) -> list[str]:
    """Return the sessions of which there are results but no journal."""
    there = select(tables.session.c.id)
    query = select(_SESSION.session_id).distinct()
    query = query.where(_SESSION.session_id.is_not(None), _SESSION.session_id.not_in(there))
    return sorted(connection.execute(query).scalars())


def drop(connection: Connection, session_id: str) -> None:
    """Drop the results of a session that is there no more, with whatever was added to them."""
    ids = [*_ids(connection, session_id), session_id]
    replace(connection, session_id, None)
    connection.execute(delete(tables.result_score).where(_SCORE.session.in_(ids)))
    for table in (tables.result_group, tables.result_answer):
        connection.execute(delete(table).where(table.c.session.in_(ids)))


def _ids(connection: Connection, session_id: str) -> Sequence[str]:
    query = select(_SESSION.id).where(_SESSION.session_id == session_id)
    return list(connection.execute(query).scalars())


def _values(session_id: str, past: Past) -> list[tuple[Table, _Values]]:
    about = {row[0]: {"question": row[3], "version": row[4], "level": row[5]} for row in past.sessions}
    return [
        (
            tables.result_session,
            [
                {"session_id": session_id, "origin": "journal", **dict(zip(SESSION_COLUMNS, row, strict=True))}
                for row in past.sessions
            ],
        ),
        (tables.result_layer, [{**about[row[0]], **dict(zip(LAYER_COLUMNS, row, strict=True))} for row in past.layers]),
        (tables.result_score, [dict(zip(SCORE_COLUMNS, row, strict=True)) for row in past.scores]),
        (tables.result_feedback, [dict(zip(FEEDBACK_COLUMNS, row, strict=True)) for row in past.feedback]),
    ]


def _layers_are_found(connection: Connection, past: Past | None) -> bool:
    """Whether what layers repeat of their sessions, so that an index covers a look-up, is what the sessions say."""
    if past is None:
        return True
    columns = (_LAYER.session, _LAYER.question, _LAYER.version, _LAYER.level)
    about = {row[0]: (row[3], row[4], row[5]) for row in past.sessions}
    query = select(*columns).where(_LAYER.session.in_(list(about)))
    return all(tuple(row[1:]) == about[row[0]] for row in connection.execute(query))
