"""What colleagues watch, who wants no weekly letter, and the letters of each week.

Old code runs against it: it writes no such letters.
"""

import sqlalchemy as sa
from alembic import op

revision = "0076_weekly_letters"
down_revision = "0075_referred_in_spite"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(term_id IS NULL) <> (area IS NULL)", name=op.f("ck_watch_term_or_area")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_watch_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["taxonomy_term.id"], name=op.f("fk_watch_term_id_taxonomy_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("user_id", "term_id", name=op.f("uq_watch_user_id_term_id")),
        sa.UniqueConstraint("user_id", "area", name=op.f("uq_watch_user_id_area")),
    )
    op.create_index(op.f("ix_watch_term_id"), "watch", ["term_id"])
    op.create_table(
        "no_weekly_letter",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_no_weekly_letter_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_no_weekly_letter")),
    )
    op.create_table(
        "weekly_round",
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("week_on", name=op.f("pk_weekly_round")),
    )
    op.create_table(
        "weekly_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("stop_key", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_weekly_letter_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_letter")),
        sa.UniqueConstraint("stop_key", name=op.f("uq_weekly_letter_stop_key")),
        sa.UniqueConstraint("user_id", "week_on", name=op.f("uq_weekly_letter_user_id_week_on")),
    )
    op.create_index(op.f("ix_weekly_letter_made_at"), "weekly_letter", ["made_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_weekly_letter_made_at"), table_name="weekly_letter")
    op.drop_table("weekly_letter")
    op.drop_table("weekly_round")
    op.drop_table("no_weekly_letter")
    op.drop_index(op.f("ix_watch_term_id"), table_name="watch")
    op.drop_table("watch")
