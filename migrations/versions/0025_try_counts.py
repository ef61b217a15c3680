"""How often something was tried, so that all workers count together.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025_try_counts"
down_revision = "0024_sign_in_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "try_count",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_try_count")),
    )
    op.create_index(op.f("ix_try_count_ends_at"), "try_count", ["ends_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_try_count_ends_at"), table_name="try_count")
    op.drop_table("try_count")
