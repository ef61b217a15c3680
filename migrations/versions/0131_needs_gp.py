"""Whether a team asks that people are registered with a GP.

Old code runs against it: every team asks for it, as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0131_needs_gp"
down_revision = "0130_wished_at_the_end"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scheme", sa.Column("needs_gp", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("scheme", "needs_gp")
