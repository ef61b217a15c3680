"""What registers of charities say of the numbers that groups have.

Old code runs against it: no register is loaded there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0080_register_entries"
down_revision = "0079_group_strength"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("register", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("other_name", sa.Text(), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("is_removed OR removed_on IS NULL", name=op.f("ck_register_entry_removed_on_a_day")),
        sa.PrimaryKeyConstraint("register", "number", name=op.f("pk_register_entry")),
    )


def downgrade() -> None:
    op.drop_table("register_entry")
