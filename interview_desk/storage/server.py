"""What PostgreSQL has that a file has not: a lease that ends with the connection, however that ends, and news."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, text

from interview_desk.storage.lease import Lease, taken

_TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:id, 0))")
_ANNOUNCE = text("SELECT pg_notify('interview_desk', :id)")
_UNLOCK = text("SELECT pg_advisory_unlock(hashtextextended(:id, 0))")


def lease_on_server(engine: Engine, session_id: str) -> Lease:
    """Take the lease, on a connection of its own; raises StorageError where another holds it."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()  # the pool must neither hand it on nor count it
    try:
        if not connection.execute(_TRY, {"id": session_id}).scalar():
            raise taken(session_id)
    except BaseException:
        connection.close()
        raise
    return Lease(connection.close)


def is_leased_on_server(engine: Engine, session_id: str) -> bool:
    """Tell whether a living connection holds the lease."""
    with engine.connect() as connection:
        free = bool(connection.execute(_TRY, {"id": session_id}).scalar())
        if free:
            connection.execute(_UNLOCK, {"id": session_id})
        return not free


def announce(connection: Connection, session_id: str) -> None:
    """Let whoever listens know, once this transaction is committed, that a session has grown; a file tells nobody."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ANNOUNCE, {"id": session_id})


def listen(engine: Engine) -> Connection:
    """Return a connection of its own that hears what is announced from now on."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    connection.exec_driver_sql("LISTEN interview_desk")
    return connection


def await_news(connection: Connection, seconds: float) -> None:
    """Wait until something is announced, at most so long."""
    driver: Any = connection.connection.dbapi_connection  # a detached one has no other
    for _ in driver.notifies(timeout=seconds, stop_after=1):
        return
