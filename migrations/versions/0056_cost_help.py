"""What helps those for whom an activity costs too much.

Old code runs against it: it does not know the column, and what it takes in has no such words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056_cost_help"
down_revision = "0055_listed_on"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("cost_help", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "cost_help")
