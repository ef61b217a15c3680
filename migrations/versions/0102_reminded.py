"""When colleagues were told that somebody waits for an answer, or to be reached, longer than their team has set itself.

Old code runs against it, and tells nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0102_reminded"
down_revision = "0101_rhythms_and_pauses"
branch_labels = None
depends_on = None

COLUMNS = ("unanswered_told_at", "contact_told_at", "contact_late_told_at")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("referral", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("referral", name)
