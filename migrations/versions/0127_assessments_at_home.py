"""Assessments at home have a colleague who knows of them and a time to check in by, as home visits have.

Old code runs against it: it plans assessments at home that nobody is told of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0127_assessments_at_home"
down_revision = "0126_told_themselves"
branch_labels = None
depends_on = None

CHECKS = {
    # Those of before have none, and one that was over when it was written down needs none.
    "check_in_of_home_visit": "check_in_due_at IS NULL OR way = 'home visit'",
    "check_in_has_buddy": "(buddy_id IS NULL) = (check_in_due_at IS NULL)",
    "checked_in_by_somebody": "(checked_in_at IS NULL) = (checked_in_by IS NULL)",
}
PEOPLE = ("buddy_id", "checked_in_by")
MOMENTS = ("check_in_due_at", "checked_in_at", "alerted_at")


def upgrade() -> None:
    with op.batch_alter_table("assessment") as table:
        for name in PEOPLE:
            table.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            table.create_foreign_key(op.f(f"fk_assessment_{name}_user_account"), "user_account", [name], ["id"])
        for name in MOMENTS:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_assessment_{name}"), condition)
    for name in (*PEOPLE, "check_in_due_at"):
        op.create_index(op.f(f"ix_assessment_{name}"), "assessment", [name])


def downgrade() -> None:
    for name in (*PEOPLE, "check_in_due_at"):
        op.drop_index(op.f(f"ix_assessment_{name}"), "assessment")
    with op.batch_alter_table("assessment") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_assessment_{name}"), type_="check")
        for name in PEOPLE:
            table.drop_constraint(op.f(f"fk_assessment_{name}_user_account"), type_="foreignkey")
            table.drop_column(name)
        for name in MOMENTS:
            table.drop_column(name)
