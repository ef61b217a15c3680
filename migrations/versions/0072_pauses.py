"""From when on an activity is closed for a while, and when it is on again.

Old code runs against it, and takes what is closed for a while for what runs.
"""

import sqlalchemy as sa
from alembic import op

revision = "0072_pauses"
down_revision = "0071_gaps_as_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("closed_from", sa.Date(), nullable=True))
    op.add_column("service", sa.Column("back_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "back_on")
    op.drop_column("service", "closed_from")
