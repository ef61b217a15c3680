"""How a team works: its targets in working days, how often it tries to reach somebody, and how many one person supports.

Old code runs against it and knows none of the targets.
"""

import sqlalchemy as sa
from alembic import op

revision = "0083_team_settings"
down_revision = "0082_listing_visits"
branch_labels = None
depends_on = None

DEFAULTS = {
    "settings_version": "1",
    "answer_days": "2",
    "contact_days": "5",
    "soon_contact_days": "3",
    "urgent_contact_days": "1",
    "escalate_days": "2",
    "contact_attempts": "3",
    "caseload_size": "40",
}


def upgrade() -> None:
    for name, default in DEFAULTS.items():
        op.add_column("scheme", sa.Column(name, sa.Integer(), nullable=False, server_default=default))


def downgrade() -> None:
    for name in reversed(DEFAULTS):
        op.drop_column("scheme", name)
