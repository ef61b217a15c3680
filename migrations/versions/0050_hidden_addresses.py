"""Places whose address is nobody's to know, such as a refuge.

Old code runs against it: it does not know the column, and shows every address.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050_hidden_addresses"
down_revision = "0049_referrals_to_us"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("location", sa.Column("hides_address", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("location", "hides_address")
