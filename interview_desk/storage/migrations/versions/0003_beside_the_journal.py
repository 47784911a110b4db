"""What stands beside an interview: reviews of it and training sets, when it is due, answers, deliveries, erasures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("training_set", sa.Text, nullable=False),
        sa.Column("began_at", sa.Text, nullable=False),
        sa.Column("submitted", sa.Boolean, nullable=False),
        sa.Column("track", sa.Text, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_review_session_id", ondelete="CASCADE"),
    )
    op.create_index("ix_review_session_id", "review", ["session_id"])
    op.create_index("ix_review_track", "review", ["track"])
    op.create_table(
        "review_entry",
        sa.Column("review_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("offset_ms", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("checksum", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("review_id", "seq", name="pk_review_entry"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_review_entry_review_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "training_set",
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("title", "session_id", name="pk_training_set"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_training_set_session_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.add_column("session", sa.Column("due_at", sa.Text))
    op.add_column("session", sa.Column("called_off", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "result_answer",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("clear", sa.Integer, nullable=False),
        sa.Column("treated", sa.Integer, nullable=False),
        sa.Column("again", sa.Integer, nullable=False),
        sa.Column("at_s", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_result_answer"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result_feedback",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("at_s", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_result_feedback"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "session_id", name="pk_delivery"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erased",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("erased_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_erased"),
        sqlite_with_rowid=False,
    )
