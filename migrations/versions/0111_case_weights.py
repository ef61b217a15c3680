"""What cases of each kind count in a team, in hundredths of an ordinary one.

Old code runs against it, and counts each case as one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0111_case_weights"
down_revision = "0110_handovers"
branch_labels = None
depends_on = None

STARTS_AT = {"new_weight": 150, "paused_weight": 25, "long_weight": 100, "interpreter_weight": 50, "visit_weight": 50}


def upgrade() -> None:
    for name, weight in STARTS_AT.items():
        op.add_column("scheme", sa.Column(name, sa.Integer(), nullable=False, server_default=str(weight)))


def downgrade() -> None:
    with op.batch_alter_table("scheme") as scheme:
        for name in STARTS_AT:
            scheme.drop_column(name)
