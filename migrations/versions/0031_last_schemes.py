"""Which scheme somebody works in who has roles in several: the one they chose last.

Old code runs against it: it leaves the column empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031_last_schemes"
down_revision = "0030_enabled_at"
branch_labels = None
depends_on = None

KEY = "fk_user_account_last_scheme_id_scheme"


def upgrade() -> None:
    with op.batch_alter_table("user_account") as table:
        table.add_column(sa.Column("last_scheme_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(KEY, "scheme", ["last_scheme_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("user_account") as table:
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("last_scheme_id")
