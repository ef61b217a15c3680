"""How and when somebody who would like to come is reached, and what helps them.

Old code runs against it: it asks for none of this, and shows none of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0058_what_helps_to_come"
down_revision = "0057_photographs"
branch_labels = None
depends_on = None

NEW = ("contact_by_sealed", "contact_times_sealed", "access_needs_sealed", "interpreter_sealed")


def upgrade() -> None:
    for name in NEW:
        op.add_column("join_request", sa.Column(name, sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("join_request") as request:
        for name in reversed(NEW):
            request.drop_column(name)
