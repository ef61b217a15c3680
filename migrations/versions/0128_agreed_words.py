"""The words of a plan that somebody agreed to, kept with their agreement.

Old code runs against it: it writes agreements without their words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0128_agreed_words"
down_revision = "0127_assessments_at_home"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_agreement", sa.Column("words_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("plan_agreement") as table:
        table.drop_column("words_sealed")
