"""A connection to PostgreSQL that gives up on a server that no longer answers, rather than wait for ever."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event

CONNECT_S = 5
"""How long the server may take to answer a knock, two seconds at least; a URL's `connect_timeout` comes before it."""
_LEAST_IDLE_S = 30

T = TypeVar("T")


class PatientConnection(psycopg.Connection[Any]):
    """Waits for `patience_s` seconds for each answer; then the connection is closed, and no longer trusted."""

    patience_s: ClassVar[float] = 120.0

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        try:
            return super().wait(gen, interval, self.patience_s if timeout is None else timeout)
        except psycopg.OperationalError:
            # A frozen server still holds the line: the system would notice nothing.
            if timeout is None and self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


def make_patient(engine: Engine, patience_s: float) -> None:
    """Let the engine's connections give up after `patience_s`, and the server drop what a cut connection left there."""
    kind = type("Connection", (PatientConnection,), {"patience_s": patience_s})
    ways = {
        "connect_timeout": max(2, min(CONNECT_S, round(patience_s))),
        "application_name": "Interview Desk",
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 20_000,
    }

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, words: list[Any], named: dict[str, Any]) -> Any:
        return kind.connect(*words, **{**ways, **named})  # type: ignore[attr-defined]

    @event.listens_for(engine, "connect")
    def _set_up(connection: psycopg.Connection[Any], _record: object) -> None:
        # Otherwise what a connection held that was cut in the middle of a commit could keep the next one waiting.
        idle = round(1_000 * max(patience_s, _LEAST_IDLE_S))
        with connection.transaction():
            connection.execute(f"SET idle_in_transaction_session_timeout = {idle:d}")
            connection.execute(f"SET lock_timeout = {round(1_000 * patience_s):d}")
