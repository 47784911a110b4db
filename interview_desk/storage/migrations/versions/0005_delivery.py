"""How far each session has come to a team's database."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("team", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "session_id", name="pk_delivery"),
        sqlite_with_rowid=False,
    )
