"""Since when an account may be used again that had been disabled, or had not been used for long.

Old code runs against it: it leaves the column empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030_enabled_at"
down_revision = "0029_recommendations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("enabled_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("user_account", "enabled_at")
