"""What somebody without an account would have a listing say, part by part.

Old code runs against it and shows nothing of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0087_proposed_parts"
down_revision = "0086_goals_and_actions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_message", sa.Column("proposed_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("listing_message", "proposed_sealed")
