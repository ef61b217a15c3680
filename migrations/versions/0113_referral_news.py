"""Who is to be told what a group answered, in the way they wish, and whether they were.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0113_referral_news"
down_revision = "0112_sent_on"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_news",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("move_number", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("called_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("way IN ('text', 'call', 'email', 'letter')", name=op.f("ck_referral_news_known_way")),
        sa.CheckConstraint("(told_at IS NULL) = (told_by IS NULL)", name=op.f("ck_referral_news_told_by_somebody")),
        sa.CheckConstraint("told_at IS NULL OR called_off_at IS NULL", name=op.f("ck_referral_news_one_ending")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referral_news_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_referral_news_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_referral_news_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(["told_by"], ["user_account.id"], name=op.f("fk_referral_news_told_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_news")),
        sa.UniqueConstraint(
            "onward_referral_id", "move_number", name=op.f("uq_referral_news_onward_referral_id_move_number")
        ),
    )
    op.create_index(op.f("ix_referral_news_scheme_id_client_id"), "referral_news", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_referral_news_told_by"), "referral_news", ["told_by"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind = 'referral_news'")
    op.drop_table("referral_news")
