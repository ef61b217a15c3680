"""From which referral another was sent on, how many were where somebody was erased, and one more reason of theirs.

Old code runs against it, but cannot show a referral that ended because there were too many people.
"""

import sqlalchemy as sa
from alembic import op

revision = "0112_sent_on"
down_revision = "0111_case_weights"
branch_labels = None
depends_on = None

OLD_REASONS = (
    "no room",
    "not eligible",
    "out of area",
    "no reply",
    "client changed mind",
    "finished",
    "moved on",
    "health",
    "work or caring",
    "moved away",
    "too far",
    "wrong time",
    "cost",
    "not my thing",
    "the people",
    "other",
)
NEW_REASONS = (*OLD_REASONS[:-1], "too many people", "other")
IS_OPEN = sa.text("state IN ('accepted', 'attended', 'draft', 'going', 'not attended', 'sent', 'waiting')")


def allow(reasons: tuple[str, ...]) -> None:
    with op.batch_alter_table("referral_move") as move:
        move.drop_constraint(op.f("ck_referral_move_known_reason"), type_="check")
        quoted = ", ".join(repr(each) for each in reasons)
        move.create_check_constraint(op.f("ck_referral_move_known_reason"), f"reason IN ({quoted})")


def index_open() -> None:
    op.create_index(
        "uq_onward_referral_open",
        "onward_referral",
        ["case_id", "service_id"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def upgrade() -> None:
    op.drop_index("uq_onward_referral_open", table_name="onward_referral")
    with op.batch_alter_table("onward_referral") as referral:
        referral.add_column(sa.Column("sent_on_from_id", sa.Uuid(), nullable=True))
        referral.create_foreign_key(
            op.f("fk_onward_referral_sent_on_from_id_onward_referral"), "onward_referral", ["sent_on_from_id"], ["id"]
        )
    index_open()
    op.create_index(op.f("ix_onward_referral_sent_on_from_id"), "onward_referral", ["sent_on_from_id"])
    op.add_column("kept_outcome", sa.Column("referrals_sent_on", sa.Integer(), nullable=False, server_default="0"))
    allow(NEW_REASONS)


def downgrade() -> None:
    op.execute("UPDATE referral_move SET reason = 'the people' WHERE reason = 'too many people'")
    allow(OLD_REASONS)
    op.drop_column("kept_outcome", "referrals_sent_on")
    op.drop_index(op.f("ix_onward_referral_sent_on_from_id"), table_name="onward_referral")
    op.drop_index("uq_onward_referral_open", table_name="onward_referral")
    with op.batch_alter_table("onward_referral") as referral:
        referral.drop_constraint(op.f("fk_onward_referral_sent_on_from_id_onward_referral"), type_="foreignkey")
        referral.drop_column("sent_on_from_id")
    index_open()
