"""The tables; `schema` says which version they are at."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

session = Table(
    "session",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("candidate", Text, nullable=False),
    Column("interviewer", Text, nullable=False),
    Column("kit_id", Text, nullable=False),
    Column("kit_title", Text, nullable=False),
    Column("questions", Text, nullable=False),  # titles, one a line
    Column("role", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("practice", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),  # moments as `chain.stamp` writes them: they sort by time
    Column("started_at", Text),
    Column("ended_at", Text),
    Column("elapsed_ms", BigInteger, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("haystack", Text, nullable=False),
    Index(None, "created_at", "id"),
    Index(None, "phase", "created_at"),
)

entry = Table(
    "entry",
    METADATA,
    # The key is all the concurrency control there is: two writers can't both add entry 7 of a session.
    Column("session_id", Text, ForeignKey(session.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("offset_ms", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("checksum", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a session's entries lie together, and a commit writes one page fewer
)

draft = Table(
    "draft",
    METADATA,
    Column("session_id", Text, ForeignKey(session.c.id), primary_key=True),
    Column("text", Text, nullable=False),  # as a JSON string: a half-typed note may hold anything
    Column("stamp_ms", BigInteger, nullable=False),
    Column("alive_ms", BigInteger, nullable=False),
)

meta = Table(
    "meta",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

STAMP_METADATA = MetaData()
stamp = Table(
    "alembic_version",
    STAMP_METADATA,
    Column("version_num", String(32), nullable=False, primary_key=True),
)
"""Alembic's own table, so that a new database can be made without importing Alembic."""
stamp.primary_key.name = "alembic_version_pkc"
