"""How often something was looked for on the public pages, by week, concept and area.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0054_search_counts"
down_revision = "0053_group_suggestions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_count",
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("is_found", sa.Boolean(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.CheckConstraint("searches > 0", name=op.f("ck_search_count_counts_something")),
        sa.PrimaryKeyConstraint("week_on", "concept", "area", "is_found", name=op.f("pk_search_count")),
    )


def downgrade() -> None:
    op.drop_table("search_count")
