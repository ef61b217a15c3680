"""Feeds of other directories that are mirrored, their runs, and the services they stopped to list.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013_feeds"
down_revision = "0012_match_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("walked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_missing", sa.Integer(), nullable=True),
        sa.Column("leased_by", sa.Uuid(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('oruk-3.0', 'oruk-1.0')", name=op.f("ck_feed_known_kind")),
        sa.CheckConstraint("(leased_by IS NULL) = (leased_until IS NULL)", name=op.f("ck_feed_lease_has_an_end")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_feed_source_id_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_feed")),
        sa.UniqueConstraint("address", name=op.f("uq_feed_address")),
    )
    counts = ("listed", "unread", "new", "changed", "unchanged", "refused", "kept_here", "closed")
    op.create_table(
        "feed_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("walk", sa.Text(), nullable=False),
        sa.Column("has_whole_items", sa.Boolean(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("next_page", sa.Integer(), nullable=False),
        sa.Column("staged_bytes", sa.BigInteger(), nullable=False),
        sa.Column("listed_bytes", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("changed_until", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.CheckConstraint("walk IN ('everything', 'list', 'changes')", name=op.f("ck_feed_run_known_walk")),
        sa.CheckConstraint("step IN ('reading', 'taking')", name=op.f("ck_feed_run_known_step")),
        sa.CheckConstraint("result IN ('done', 'incomplete', 'held', 'failed')", name=op.f("ck_feed_run_known_result")),
        sa.CheckConstraint("(ended_at IS NULL) = (result IS NULL)", name=op.f("ck_feed_run_end_has_result")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["feed.source_id"], name=op.f("fk_feed_run_source_id_feed"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_run")),
    )
    op.create_index(op.f("ix_feed_run_source_id_started_at"), "feed_run", ["source_id", "started_at"])
    op.create_table(
        "feed_absence",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["feed.source_id"], name=op.f("fk_feed_absence_source_id_feed"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "source_key", name=op.f("pk_feed_absence")),
    )


def downgrade() -> None:
    op.drop_table("feed_absence")
    op.drop_index(op.f("ix_feed_run_source_id_started_at"), table_name="feed_run")
    op.drop_table("feed_run")
    op.drop_table("feed")
