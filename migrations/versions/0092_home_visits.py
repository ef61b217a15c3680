"""Home visits with a check-in, and reminders of support sessions.

Old code runs against it: it plans no home visits, and reminds nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0092_home_visits"
down_revision = "0091_api_senders"
branch_labels = None
depends_on = None

CHECKS = {
    "home_visit_has_check_in": "(way = 'home visit') = (check_in_due_at IS NOT NULL)",
    "check_in_has_buddy": "(buddy_id IS NULL) = (check_in_due_at IS NULL)",
    "checked_in_by_somebody": "(checked_in_at IS NULL) = (checked_in_by IS NULL)",
    "known_remind_by": "remind_by IN ('text', 'call', 'email', 'letter')",
    "reminder_has_day": "(remind_by IS NULL) = (remind_on IS NULL)",
}
PEOPLE = ("buddy_id", "checked_in_by", "reminded_by")


def upgrade() -> None:
    with op.batch_alter_table("support_session") as table:
        for name in PEOPLE:
            table.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            table.create_foreign_key(op.f(f"fk_support_session_{name}_user_account"), "user_account", [name], ["id"])
        for name in ("check_in_due_at", "checked_in_at", "alerted_at", "reminded_at"):
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("remind_by", sa.Text(), nullable=True))
        table.add_column(sa.Column("remind_on", sa.Date(), nullable=True))
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_support_session_{name}"), condition)
    for name in (*PEOPLE, "check_in_due_at"):
        op.create_index(op.f(f"ix_support_session_{name}"), "support_session", [name])


def downgrade() -> None:
    for name in (*PEOPLE, "check_in_due_at"):
        op.drop_index(op.f(f"ix_support_session_{name}"), "support_session")
    with op.batch_alter_table("support_session") as table:
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_support_session_{name}"), type_="check")
        for name in PEOPLE:
            table.drop_constraint(op.f(f"fk_support_session_{name}_user_account"), type_="foreignkey")
            table.drop_column(name)
        for name in ("check_in_due_at", "checked_in_at", "alerted_at", "reminded_at", "remind_by", "remind_on"):
            table.drop_column(name)
