"""The journal: sessions, their entries, the draft of the note being typed, and what is known of the database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("candidate", sa.Text, nullable=False),
        sa.Column("interviewer", sa.Text, nullable=False),
        sa.Column("kit_id", sa.Text, nullable=False),
        sa.Column("kit_title", sa.Text, nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("practice", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text),
        sa.Column("ended_at", sa.Text),
        sa.Column("elapsed_ms", sa.BigInteger, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("haystack", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_created_at_id", "session", ["created_at", "id"])
    op.create_index("ix_session_phase_created_at", "session", ["phase", "created_at"])
    op.create_table(
        "entry",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("offset_ms", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("checksum", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name="pk_entry"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_entry_session_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("stamp_ms", sa.BigInteger, nullable=False),
        sa.Column("alive_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_draft"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_draft_session_id"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
