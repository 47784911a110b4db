"""What candidates say of their interviews, and when their feedback stood ready."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0007"


def upgrade() -> None:
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
