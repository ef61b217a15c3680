"""Has the tokens of all clients made anew, with those of the doors they live behind. Meanwhile everybody is found.

Old code runs against it: it makes the tokens it knows.
"""

from alembic import op

revision = "0139_homes_to_be_found"
down_revision = "0138_homes_known"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE client SET tokens_by = NULL")


def downgrade() -> None:
    """Tokens that are made anew are those of before."""
