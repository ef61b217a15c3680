"""Why a referral was made where there may have been no room.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0075_referred_in_spite"
down_revision = "0074_relationships"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("onward_referral", sa.Column("room_warning", sa.Text(), nullable=True))
    op.add_column("onward_referral", sa.Column("in_spite_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("onward_referral", "in_spite_sealed")
    op.drop_column("onward_referral", "room_warning")
