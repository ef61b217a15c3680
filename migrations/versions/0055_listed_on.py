"""The day on which a listing came into this catalogue, from which one counts that nobody has checked.

Old code runs against it: it does not know the column, and what it adds has no such day.
"""

import sqlalchemy as sa
from alembic import op

revision = "0055_listed_on"
down_revision = "0054_search_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("listed_on", sa.Date(), nullable=True))
    # Nobody knows since when these are here. They are given as long as what is added today.
    op.execute("UPDATE service SET listed_on = CURRENT_DATE")


def downgrade() -> None:
    op.drop_column("service", "listed_on")
