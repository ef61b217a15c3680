"""A colleague can say that they asked about a risk, and it is so as it was told.

Old code runs against it: to it nobody has looked at what a sender told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0135_risks_confirmed"
down_revision = "0134_answers_settled"
branch_labels = None
depends_on = None

PERSON = "fk_risk_asked_by_user_account"
CHECK = "ck_risk_asked_by_somebody"


def upgrade() -> None:
    with op.batch_alter_table("risk") as table:
        table.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("asked_by", sa.Uuid(), nullable=True))
        table.create_foreign_key(op.f(PERSON), "user_account", ["asked_by"], ["id"])
        table.create_check_constraint(op.f(CHECK), "(asked_at IS NULL) = (asked_by IS NULL)")
    op.create_index(op.f("ix_risk_asked_by"), "risk", ["asked_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_risk_asked_by"), "risk")
    with op.batch_alter_table("risk") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.drop_constraint(op.f(PERSON), type_="foreignkey")
        table.drop_column("asked_by")
        table.drop_column("asked_at")
