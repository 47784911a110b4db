"""Past interviews kept beside those conducted here: tables in, all or nothing, and everything out for the figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, delete, func, insert, literal, or_, select

from interview_desk.domain.past import AnswerRow, FeedbackRow, Past
from interview_desk.storage import tables
from interview_desk.storage.engine import writing
from interview_desk.storage.results import (
    ANSWER_COLUMNS,
    FEEDBACK_COLUMNS,
    GROUP_COLUMNS,
    LAYER_COLUMNS,
    OUTCOME_COLUMNS,
    SCORE_COLUMNS,
    SESSION_COLUMNS,
    changes,
    mark_changed,
)
from interview_desk.storage.trouble import told

Origin = Literal["import", "simulated"]
TableName = Literal["sessions", "ratings", "layers", "outcomes", "answers", "feedback"]
Progress = Callable[[int, int], None]
"""Called with how many rows are written, and of how many."""

_Row: TypeAlias = tuple[Any, ...]
_CHUNK = 10_000
_SESSION = tables.result_session.c
_LAYER = tables.result_layer.c
_SCORE = tables.result_score.c
_WHAT = "The history can't be kept"


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that says something else than what is kept already; `key` names it: session, or session and rater, …"""

    table: TableName
    key: tuple[str | int, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Added:
    """How many rows were new; with clashes nothing was added."""

    sessions: int = 0
    layers: int = 0
    scores: int = 0
    outcomes: int = 0
    answers: int = 0
    feedback: int = 0
    clashes: tuple[Clash, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self.sessions or self.layers or self.scores or self.outcomes or self.answers or self.feedback)


@dataclass(slots=True)
class _New:
    """Rows that are to be added, and what stands against it."""

    sessions: list[_Row] = field(default_factory=list)
    layers: list[_Row] = field(default_factory=list)
    scores: list[_Row] = field(default_factory=list)
    outcomes: list[_Row] = field(default_factory=list)
    groups: list[_Row] = field(default_factory=list)
    answers: list[_Row] = field(default_factory=list)
    feedback: list[_Row] = field(default_factory=list)
    clashes: dict[tuple[TableName, tuple[str | int, ...]], str] = field(default_factory=dict)

    def clash(self, table: TableName, key: tuple[str | int, ...], what: str) -> None:
        self.clashes.setdefault((table, key), what)


def is_empty(engine: Engine) -> bool:
    """Tell whether the database has neither a session nor any past interview."""
    with told("The database can't be read"), engine.connect() as connection:
        return not (_any(connection, tables.session) or _any(connection, tables.result_session))


def add_past(engine: Engine, past: Past, origin: Origin = "import", on_progress: Progress | None = None) -> Added:
    """Add past interviews in one transaction, or nothing at all where a row contradicts what is kept.

    What is kept already, the same, is passed over. An interview conducted here can be given replays' scores, and
    nothing else: its own come from its journal. Whatever is raised on the way, KeyboardInterrupt too, leaves all as
    it was.
    """
    with told(_WHAT), writing(engine).begin() as connection:
        new = _New(
            past.sessions, past.layers, past.scores, past.outcomes, past.groups, past.answers, past.feedback
        )  # fmt: skip
        if _any(connection, tables.result_session) or _any(connection, tables.result_outcome):
            new = _compared(connection, past)
        if new.clashes:
            return Added(clashes=tuple(Clash(table, key, what) for (table, key), what in new.clashes.items()))
        about = {row[0]: row[3:6] for row in past.sessions}
        work: list[tuple[Table, Sequence[str], Iterable[_Row], int]] = [
            (
                tables.result_session, ("origin", *SESSION_COLUMNS),
                ((origin, *row) for row in new.sessions), len(new.sessions),
            ),
            (
                tables.result_layer, (*LAYER_COLUMNS, "question", "version", "level"),
                ((*row, *about[row[0]]) for row in new.layers), len(new.layers),
            ),
            (tables.result_score, SCORE_COLUMNS, new.scores, len(new.scores)),
            (tables.result_outcome, OUTCOME_COLUMNS, new.outcomes, len(new.outcomes)),
            (tables.result_group, GROUP_COLUMNS, new.groups, len(new.groups)),
            (tables.result_answer, ANSWER_COLUMNS, new.answers, len(new.answers)),
            (tables.result_feedback, FEEDBACK_COLUMNS, new.feedback, len(new.feedback)),
        ]  # fmt: skip
        total, done = sum(count for *_, count in work), 0
        for table, columns, rows, _ in work:
            for chunk in _chunks(rows):
                _insert(connection, table, columns, chunk)
                done += len(chunk)
                if on_progress is not None:
                    on_progress(done, total)
        if total:
            mark_changed(connection)
    return Added(
        len(new.sessions), len(new.layers), len(new.scores), len(new.outcomes), len(new.answers), len(new.feedback)
    )


def add_outcomes(engine: Engine, past: Past) -> Added:
    """Add later results of candidates, as `add_past` does."""
    return add_past(engine, Past(outcomes=past.outcomes))


def has_others(engine: Engine, session: str) -> bool:
    """Tell whether there are past interviews besides a session that was conducted here."""
    query = select(literal(1)).where(or_(_SESSION.session_id.is_(None), _SESSION.session_id != session)).limit(1)
    with told("The history can't be read"), engine.connect() as connection:
        return connection.execute(query).first() is not None


def changes_of(engine: Engine) -> int:
    """Return how often what `read_past` reads has changed: while it is the same, it needn't be read again."""
    with told("The history can't be read"), engine.connect() as connection:
        return changes(connection)


def read_past(
    engine: Engine,
    *,
    questions: Collection[str] | None = None,
    means: bool = False,
    on_progress: Progress | None = None,
) -> Past:
    """Return every past interview, those conducted here included, by id.

    `questions` leaves out the layers of all others, `means` gives one score for each rating, the mean of those
    assessed; both save most of the reading. Groups are not read: see `read_groups`.
    """
    sessions = _select(_SESSION, SESSION_COLUMNS).order_by(_SESSION.id)
    layers = _select(_LAYER, LAYER_COLUMNS)
    if questions is not None:
        layers = layers.where(_LAYER.question.in_(sorted(questions)))
    else:
        layers = layers.order_by(_LAYER.session, _LAYER.layer)
    scores: Select[Any] = _select(_SCORE, SCORE_COLUMNS)
    if means:
        key = (_SCORE.session, _SCORE.rater, _SCORE.live)
        scores = select(*key, literal("mean"), func.avg(_SCORE.score)).group_by(*key)
    outcomes = _select(tables.result_outcome.c, OUTCOME_COLUMNS)
    with told("The history can't be read"), engine.connect() as connection:
        read: list[list[Any]] = []
        for query in (sessions, layers, scores, outcomes):
            read.append(_rows(connection, query))
            if on_progress is not None:
                on_progress(len(read), 4)
    past = Past(*read)
    if engine.dialect.name != "sqlite":  # a server orders texts as its own language would
        past.sessions.sort(key=itemgetter(0))
        past.layers.sort(key=itemgetter(0, 1))
    return past


def question_uses(engine: Engine, questions: Collection[str], since_s: int) -> dict[str, int]:
    """Return in how many interviews since then each of some questions was used; those without a date count."""
    query = select(_SESSION.question, func.count()).where(_SESSION.question.in_(sorted(questions)))
    query = query.where(or_(_SESSION.at_s.is_(None), _SESSION.at_s >= since_s)).group_by(_SESSION.question)
    with told("The history can't be read"), engine.connect() as connection:
        return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def read_groups(engine: Engine) -> list[tuple[str, str]]:
    """Return the volunteered labels by session, for the adverse-impact check and for an export."""
    with told("The history can't be read"), engine.connect() as connection:
        return _rows(connection, _select(tables.result_group.c, GROUP_COLUMNS))


def read_answers(engine: Engine) -> list[AnswerRow]:
    """Return what candidates said of their interviews."""
    with told("The history can't be read"), engine.connect() as connection:
        return _rows(
            connection, _select(tables.result_answer.c, ANSWER_COLUMNS).order_by(tables.result_answer.c.session)
        )


def read_feedback(engine: Engine) -> list[FeedbackRow]:
    """Return when the feedback of each session stood ready, where that is known."""
    query = _select(tables.result_feedback.c, FEEDBACK_COLUMNS).order_by(tables.result_feedback.c.session)
    with told("The history can't be read"), engine.connect() as connection:
        return _rows(connection, query)


def answer(engine: Engine, row: AnswerRow) -> bool:
    """Keep what one candidate said of their interview in place of what they said before; return whether they had."""
    values = dict(zip(ANSWER_COLUMNS, row, strict=True))
    table = tables.result_answer
    with told("The answers can't be kept"), writing(engine).begin() as connection:
        had = connection.execute(delete(table).where(table.c.session == row[0])).rowcount > 0
        connection.execute(insert(table), [values])
    return had


def conducted_here(engine: Engine) -> frozenset[str]:
    """Return the sessions that were conducted here, and not brought in as tables."""
    query = select(_SESSION.session_id).where(_SESSION.session_id.is_not(None)).distinct()
    with told("The history can't be read"), engine.connect() as connection:
        return frozenset(row[0] for row in _rows(connection, query))


def layer_rows(connection: Connection, question: str, version: str, level: str, layer: int) -> list[_Row]:
    """Return how far everyone came up to one layer, from the index alone: session, layer, status, end, hints."""
    same = (_LAYER.question == question, _LAYER.version == version, _LAYER.level == level, _LAYER.layer <= layer)
    return _rows(connection, _select(_LAYER, LAYER_COLUMNS).where(*same))


def candidates_of_sessions(engine: Engine) -> dict[str, str]:
    """Return the candidate of every session, by the session's id."""
    with told("The history can't be read"), engine.connect() as connection:
        return dict(_rows(connection, select(_SESSION.id, _SESSION.candidate)))


def _compared(connection: Connection, past: Past) -> _New:
    new = _New()
    journal = {row[0] for row in _rows(connection, select(_SESSION.id).where(_SESSION.session_id.is_not(None)))}
    _compare_sessions(connection, past, new)
    _compare_layers(connection, past, new, journal)
    _compare_scores(connection, past, new, journal)
    outcomes = {row[:3]: bool(row[3]) for row in _rows(connection, _select(tables.result_outcome.c, OUTCOME_COLUMNS))}
    for row in past.outcomes:
        if (there := outcomes.get(row[:3])) is None:
            new.outcomes.append(row)
        elif there != row[3]:
            new.clash("outcomes", row[:3], f"the outcome is kept as {'passed' if there else 'not passed'} already")
    groups = dict(_rows(connection, _select(tables.result_group.c, GROUP_COLUMNS)))
    for session, label in past.groups:
        if (known := groups.get(session)) is None:
            new.groups.append((session, label))
        elif known != label:
            new.clash("sessions", (session,), "the session is kept already with another group")
    _compare_beside(connection, past, new, journal)
    return new


def _compare_beside(connection: Connection, past: Past, new: _New, journal: set[str]) -> None:
    answers = {row[0]: row for row in _rows(connection, _select(tables.result_answer.c, ANSWER_COLUMNS))}
    for row in past.answers:
        if (there := answers.get(row[0])) is None:
            new.answers.append(row)
        elif there != row:
            new.clash("answers", row[:1], "the session's answers are kept already, and other ones")
    feedback = dict(_rows(connection, _select(tables.result_feedback.c, FEEDBACK_COLUMNS)))
    for session, at in past.feedback:
        if session in feedback:
            if feedback[session] != at:
                new.clash("feedback", (session,), "the session's feedback is kept already with another date")
        elif session in journal:
            new.clash("feedback", (session,), "the session was conducted here, and its own journal has no such call")
        else:
            new.feedback.append((session, at))


def _compare_sessions(connection: Connection, past: Past, new: _New) -> None:
    there = {row[0]: row for row in _rows(connection, _select(_SESSION, SESSION_COLUMNS))}
    for row in past.sessions:
        if (old := there.get(row[0])) is None:
            new.sessions.append(row)
            continue
        wrong = [name for name, a, b in zip(SESSION_COLUMNS[:8], old, row, strict=False) if a != b]
        # A sequence counts within one folder; dates can be compared.
        if None not in (old[9], row[9]) and old[9] != row[9]:
            wrong.append("date")
        if wrong:
            new.clash("sessions", row[:1], f"the session is kept already with another {wrong[0]}")


def _compare_layers(connection: Connection, past: Past, new: _New, journal: set[str]) -> None:
    there = {row[:2]: row for row in _rows(connection, _select(_LAYER, LAYER_COLUMNS))}
    for row in past.layers:
        if (old := there.get(row[:2])) == row:
            continue
        if old is not None:
            new.clash("layers", row[:2], "the layer is kept already with other figures")
        elif row[0] in journal:
            new.clash("layers", row[:2], "the session was conducted here, and its own journal has no such layer")
        else:
            new.layers.append(row)


def _compare_scores(connection: Connection, past: Past, new: _New, journal: set[str]) -> None:
    there = {row[:4]: row[4] for row in _rows(connection, _select(_SCORE, SCORE_COLUMNS))}
    for row in past.scores:
        if row[:4] in there:
            if there[row[:4]] != row[4]:
                new.clash("ratings", row[:2], f"the rating is kept already with another score for {row[3]}")
        elif row[4] is None:
            new.scores.append(row)
        elif row[2] and row[0] in journal:
            what = f"the session was conducted here, and its own journal has no such score for {row[3]}"
            new.clash("ratings", row[:2], what)
        else:
            new.scores.append(row)


def _any(connection: Connection, table: Table) -> bool:
    return connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None


def _select(columns: Any, names: Sequence[str]) -> Select[Any]:
    chosen: list[ColumnElement[Any]] = [columns[name] for name in names]
    return select(*chosen)


def _rows(connection: Connection, query: Select[Any]) -> list[Any]:
    # Straight from the driver: a named tuple for each of a million rows would cost more than reading them.
    cursor = connection.execute(query).cursor
    assert cursor is not None
    return list(cursor.fetchall())


def _chunks(rows: Iterable[_Row]) -> Iterable[list[_Row]]:
    chunk: list[_Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _insert(connection: Connection, table: Table, columns: Sequence[str], rows: list[_Row]) -> None:
    # As above: both drivers take tuples as they are.
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})", rows)
    else:
        cursor: Any = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
