"""A lease on a session in PostgreSQL: a lock that the server drops when the connection ends, however it ends."""

from __future__ import annotations

from sqlalchemy import Engine, text

from interview_desk.storage.lease import Lease, taken

_TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:id, 0))")
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
