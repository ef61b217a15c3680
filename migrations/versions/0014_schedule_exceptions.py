"""What the standard has no place for in a schedule: single dates, seasons, school terms and bank holidays.

Old code runs against it: it does not know the tables, and shows the dates of the rule alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_schedule_exceptions"
down_revision = "0013_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedule_exception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('closed', 'extra')", name=op.f("ck_schedule_exception_known_kind")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_schedule_exception_dates_in_order")),
        sa.CheckConstraint(
            "kind <> 'extra' OR starts_on = ends_on", name=op.f("ck_schedule_exception_extra_is_one_date")
        ),
        sa.CheckConstraint(
            "kind = 'extra' OR (opens_at IS NULL AND closes_at IS NULL)",
            name=op.f("ck_schedule_exception_closed_has_no_hours"),
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_exception_schedule_id_schedule"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_exception")),
    )
    op.create_index(op.f("ix_schedule_exception_schedule_id"), "schedule_exception", ["schedule_id"])
    op.create_table(
        "schedule_observance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("observance", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "calendar IN ('bank holidays', 'school holidays', 'school terms')",
            name=op.f("ck_schedule_observance_known_calendar"),
        ),
        sa.CheckConstraint(
            "observance IN ('open', 'closed', 'ask')", name=op.f("ck_schedule_observance_known_observance")
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["schedule.id"],
            name=op.f("fk_schedule_observance_schedule_id_schedule"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_observance")),
    )
    op.create_index(op.f("ix_schedule_observance_schedule_id"), "schedule_observance", ["schedule_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_schedule_observance_schedule_id"), table_name="schedule_observance")
    op.drop_table("schedule_observance")
    op.drop_index(op.f("ix_schedule_exception_schedule_id"), table_name="schedule_exception")
    op.drop_table("schedule_exception")
