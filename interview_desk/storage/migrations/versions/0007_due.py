"""When a prepared interview is due, and whether it was called off."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("session", sa.Column("due_at", sa.Text))
    op.add_column("session", sa.Column("called_off", sa.Boolean, nullable=False, server_default=sa.false()))
