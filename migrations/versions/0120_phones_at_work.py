"""Where staff are rung at work, and where a team is reached: its telephone and its address.

Old code runs against it, and shows neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0120_phones_at_work"
down_revision = "0119_one_group"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_account", sa.Column("work_phone", sa.Text(), nullable=True))
    op.add_column("scheme", sa.Column("phone", sa.Text(), nullable=True))
    op.add_column("scheme", sa.Column("address", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scheme") as scheme:
        scheme.drop_column("address")
        scheme.drop_column("phone")
    with op.batch_alter_table("user_account") as user_account:
        user_account.drop_column("work_phone")
