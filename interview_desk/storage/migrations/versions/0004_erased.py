"""Sessions that were erased: their ids, so that no old copy brings them back; nothing of whom they were with."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "erased",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("erased_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_erased"),
        sqlite_with_rowid=False,
    )
