"""People are reminded of an assessment as of a support session.

Old code runs against it: it reminds of no assessment.
"""

import sqlalchemy as sa
from alembic import op

revision = "0132_assessments_reminded"
down_revision = "0131_needs_gp"
branch_labels = None
depends_on = None

CHECKS = {
    "known_remind_by": "remind_by IN ('text', 'call', 'email', 'letter')",
    "reminder_has_day": "(remind_by IS NULL) = (remind_on IS NULL)",
}
COLUMNS = {
    "remind_by": sa.Text(),
    "remind_on": sa.Date(),
    "reminded_at": sa.DateTime(timezone=True),
    "reminded_by": sa.Uuid(),
}
PERSON = "fk_assessment_reminded_by_user_account"


def upgrade() -> None:
    with op.batch_alter_table("assessment") as table:
        for name, kind in COLUMNS.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        table.create_foreign_key(op.f(PERSON), "user_account", ["reminded_by"], ["id"])
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_assessment_{name}"), condition)
    op.create_index(op.f("ix_assessment_reminded_by"), "assessment", ["reminded_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_assessment_reminded_by"), "assessment")
    with op.batch_alter_table("assessment") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_assessment_{name}"), type_="check")
        table.drop_constraint(op.f(PERSON), type_="foreignkey")
        for name in COLUMNS:
            table.drop_column(name)
