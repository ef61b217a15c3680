"""Where a spreadsheet waits between being looked at and being taken in.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_sent_sheets"
down_revision = "0014_schedule_exceptions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'accepted', 'given up')", name=op.f("ck_sent_sheet_known_state")),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_sent_sheet_decided_unless_waiting")
        ),
        sa.CheckConstraint("(state = 'given up') = (content IS NULL)", name=op.f("ck_sent_sheet_given_up_is_empty")),
        sa.CheckConstraint("(content IS NULL) = (shown IS NULL)", name=op.f("ck_sent_sheet_shown_with_content")),
        sa.ForeignKeyConstraint(["sent_by"], ["user_account.id"], name=op.f("fk_sent_sheet_sent_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_sheet")),
        sa.UniqueConstraint("sent_by", "submission_key", name=op.f("uq_sent_sheet_sent_by_submission_key")),
    )
    op.create_index(op.f("ix_sent_sheet_sent_at"), "sent_sheet", ["sent_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sent_sheet_sent_at"), table_name="sent_sheet")
    op.drop_table("sent_sheet")
