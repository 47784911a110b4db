"""The tables; `schema` says which version they are at."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
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
    Column("fully_scored", Boolean, nullable=False, server_default=false()),
    Column("called", Boolean, nullable=False, server_default=false()),
    Column("due_at", Text),
    Column("called_off", Boolean, nullable=False, server_default=false()),
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

# What the figures across interviews are made from. No row refers to another table's by a foreign key: a replay's scores
# outlast an end that is undone, and imported interviews have no journal.
result_session = Table(
    "result_session",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("session_id", Text),  # whose journal it comes from; none where it was imported
    Column("origin", Text, nullable=False),  # journal, import, simulated or anonymous
    Column("candidate", Text, nullable=False),
    Column("interviewer", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("limit_min", Float),
    Column("seq", BigInteger),
    Column("at_s", BigInteger),
    Index(None, "session_id"),
    Index(None, "candidate"),
)

result_layer = Table(
    "result_layer",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("layer", Integer, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("end_min", Float, nullable=False),
    Column("hints", Integer, nullable=False),
    # Covers a look-up of bands: nothing but the index is read.
    Index("ix_result_layer_bands", "question", "version", "level", "layer", "session", "status", "end_min", "hints"),
    sqlite_with_rowid=False,
)

result_score = Table(
    "result_score",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("rater", Text, primary_key=True),
    Column("live", Boolean, primary_key=True),
    Column("competency", Text, primary_key=True),
    Column("score", Float),
    sqlite_with_rowid=False,
)

result_outcome = Table(
    "result_outcome",
    METADATA,
    Column("candidate", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("at_s", BigInteger, primary_key=True, autoincrement=False),
    Column("passed", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# Kept apart from candidates: read for the adverse-impact check and for an export, and by nothing else.
result_group = Table(
    "result_group",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("label", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What is left of a session that was erased, so that no old copy brings it back. Nothing is there to refer to.
erased = Table(
    "erased",
    METADATA,
    Column("session_id", Text, primary_key=True),
    Column("erased_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What others say of a session, in streams of their own; gone with the session that they are about.
review = Table(
    "review",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("session_id", Text, ForeignKey(session.c.id, ondelete="CASCADE"), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("training_set", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("submitted", Boolean, nullable=False),
    Column("track", Text, nullable=False),  # the session that a shadow took down, empty without one
    Column("last_seq", Integer, nullable=False),
    Index(None, "session_id"),
    Index(None, "track"),
)

review_entry = Table(
    "review_entry",
    METADATA,
    Column("review_id", Text, ForeignKey(review.c.id, ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("offset_ms", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("checksum", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

training_set = Table(
    "training_set",
    METADATA,
    Column("title", Text, primary_key=True),
    Column("session_id", Text, ForeignKey(session.c.id, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# A candidate's answers to the three questions of `domain.experience`; given to nobody but in figures over several.
result_answer = Table(
    "result_answer",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("clear", Integer, nullable=False),
    Column("treated", Integer, nullable=False),
    Column("again", Integer, nullable=False),
    Column("at_s", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# When feedback stood ready: of an interview conducted here, when its interviewer made their call.
result_feedback = Table(
    "result_feedback",
    METADATA,
    Column("session", Text, primary_key=True),
    Column("at_s", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# How far each session has come to a team's database: where to go on. What is there, only that database knows.
delivery = Table(
    "delivery",
    METADATA,
    Column("team", Text, primary_key=True),  # the identity that a team's database has in its `meta`
    Column("session_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

STAMP_METADATA = MetaData()
stamp = Table(
    "alembic_version",
    STAMP_METADATA,
    Column("version_num", String(32), nullable=False, primary_key=True),
)
"""Alembic's own table, so that a new database can be made without importing Alembic."""
stamp.primary_key.name = "alembic_version_pkc"
