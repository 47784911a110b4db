"""The results, from which figures across interviews are made; and of each session whether it is scored and called."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("fully_scored", "called"):
        op.add_column("session", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "result_session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("candidate", sa.Text, nullable=False),
        sa.Column("interviewer", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("limit_min", sa.Float),
        sa.Column("seq", sa.BigInteger),
        sa.Column("at_s", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_result_session"),
    )
    op.create_index("ix_result_session_session_id", "result_session", ["session_id"])
    op.create_index("ix_result_session_candidate", "result_session", ["candidate"])
    op.create_table(
        "result_layer",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("layer", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("end_min", sa.Float, nullable=False),
        sa.Column("hints", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("session", "layer", name="pk_result_layer"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_result_layer_bands",
        "result_layer",
        ["question", "version", "level", "layer", "session", "status", "end_min", "hints"],
    )
    op.create_table(
        "result_score",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("rater", sa.Text, nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("competency", sa.Text, nullable=False),
        sa.Column("score", sa.Float),
        sa.PrimaryKeyConstraint("session", "rater", "live", "competency", name="pk_result_score"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result_outcome",
        sa.Column("candidate", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("at_s", sa.BigInteger, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("candidate", "stage", "at_s", name="pk_result_outcome"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "result_group",
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_result_group"),
        sqlite_with_rowid=False,
    )
