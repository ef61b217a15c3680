"""What champions put off for a week, and how a listing stood before a check that may be taken back.

Old code runs against it: it puts nothing off, and its checks cannot be taken back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0067_put_off_and_taken_back"
down_revision = "0066_room_said"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_set_aside_set_by_user_account")),
        sa.PrimaryKeyConstraint("kind", "about", name=op.f("pk_set_aside")),
    )
    op.create_index(op.f("ix_set_aside_until"), "set_aside", ["until"])
    op.create_index(op.f("ix_set_aside_set_by"), "set_aside", ["set_by"])
    op.create_table(
        "check_before",
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("assured_on", sa.Date(), nullable=True),
        sa.Column("assurer_email", sa.Text(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["check_id"], ["listing_check.id"], name=op.f("fk_check_before_check_id_listing_check"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("check_id", name=op.f("pk_check_before")),
    )


def downgrade() -> None:
    op.drop_table("check_before")
    op.drop_index(op.f("ix_set_aside_set_by"), table_name="set_aside")
    op.drop_index(op.f("ix_set_aside_until"), table_name="set_aside")
    op.drop_table("set_aside")
