"""Since when managers see that a record soon goes by itself.

Old code runs against it: it does not know the column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0047_due_records"
down_revision = "0046_signed_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("client", sa.Column("due_since", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("client", "due_since")
