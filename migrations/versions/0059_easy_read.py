"""What an activity is in very plain sentences.

Old code runs against it: it does not know the column, and what it takes in has no such words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059_easy_read"
down_revision = "0058_what_helps_to_come"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("easy_read", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("service", "easy_read")
