"""A colleague can say of what a group answered that they have seen it, and nothing else is wanted after it.

Old code runs against it: to it such an answer still waits for somebody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0134_answers_settled"
down_revision = "0133_licences"
branch_labels = None
depends_on = None

PERSON = "fk_referral_move_settled_by_user_account"
CHECK = "ck_referral_move_settled_by_somebody"


def upgrade() -> None:
    with op.batch_alter_table("referral_move") as table:
        table.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("settled_by", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f(PERSON), "user_account", ["settled_by"], ["id"])
        table.create_check_constraint(op.f(CHECK), "(settled_at IS NULL) = (settled_by IS NULL)")
    op.create_index(op.f("ix_referral_move_settled_by"), "referral_move", ["settled_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_referral_move_settled_by"), "referral_move")
    with op.batch_alter_table("referral_move") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.drop_constraint(op.f(PERSON), type_="foreignkey")
        table.drop_column("settled_by")
        table.drop_column("settled_at")
