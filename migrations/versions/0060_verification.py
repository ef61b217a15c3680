"""Listings that wait to be checked, letters to their groups, and by whom and how a check was made.

Old code runs against it, but for a check that a group made itself, which it does not know.
"""

import sqlalchemy as sa
from alembic import op

revision = "0060_verification"
down_revision = "0059_easy_read"
branch_labels = None
depends_on = None

WAYS = "way IN ('seen', 'phone', 'email', 'visit', 'link')"
OLD_RESULTS = "result IN ('still right', 'changed')"
NEW_RESULTS = "result IN ('still right', 'changed', 'no answer')"


def upgrade() -> None:
    op.create_table(
        "verification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_why", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "told_why IN ('no address', 'not delivered', 'no answer')", name=op.f("ck_verification_known_why")
        ),
        sa.CheckConstraint("(told_on IS NULL) = (told_why IS NULL)", name=op.f("ck_verification_told_for_a_reason")),
        sa.CheckConstraint("(letters = 0) = (asked_on IS NULL)", name=op.f("ck_verification_asked_on_a_day")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_verification_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    op.create_index(op.f("ix_verification_service_id"), "verification", ["service_id"])
    op.create_index(op.f("ix_verification_ended_on_since"), "verification", ["ended_on", "since"])
    op.create_table(
        "verification_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_letter")),
    )
    op.create_index(op.f("ix_verification_letter_made_at"), "verification_letter", ["made_at"])
    op.create_table(
        "verification_letter_listing",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("verification_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["verification_letter.id"],
            name=op.f("fk_verification_letter_listing_letter_id_verification_letter"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["verification_id"],
            ["verification.id"],
            name=op.f("fk_verification_letter_listing_verification_id_verification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("letter_id", "verification_id", name=op.f("pk_verification_letter_listing")),
    )
    op.create_index(
        op.f("ix_verification_letter_listing_verification_id"), "verification_letter_listing", ["verification_id"]
    )
    with op.batch_alter_table("listing_check") as check:
        check.add_column(sa.Column("way", sa.Text(), nullable=False, server_default="seen"))
        check.add_column(sa.Column("spoke_to", sa.Text(), nullable=True))
        check.alter_column("checked_by", existing_type=sa.Uuid(), nullable=True)
        check.drop_constraint(op.f("ck_listing_check_known_result"), type_="check")
        check.create_check_constraint(op.f("ck_listing_check_known_result"), NEW_RESULTS)
        check.create_check_constraint(op.f("ck_listing_check_known_way"), WAYS)
        check.create_check_constraint(
            op.f("ck_listing_check_by_group_or_staff"), "(way = 'link') = (checked_by IS NULL)"
        )
    with op.batch_alter_table("local_value") as kept:
        kept.alter_column("kept_by", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    # A value that a group itself put in the place of its source's falls to the source at the next import.
    op.execute("DELETE FROM local_value WHERE kept_by IS NULL")
    with op.batch_alter_table("local_value") as kept:
        kept.alter_column("kept_by", existing_type=sa.Uuid(), nullable=False)
    # No older release sends these.
    op.execute("DELETE FROM outbox_message WHERE kind IN ('verification', 'verification_silent')")
    # What old code cannot know: checks by groups themselves, and tries that reached nobody.
    op.execute("DELETE FROM listing_check WHERE checked_by IS NULL OR result = 'no answer'")
    with op.batch_alter_table("listing_check") as check:
        check.drop_constraint(op.f("ck_listing_check_by_group_or_staff"), type_="check")
        check.drop_constraint(op.f("ck_listing_check_known_way"), type_="check")
        check.drop_constraint(op.f("ck_listing_check_known_result"), type_="check")
        check.create_check_constraint(op.f("ck_listing_check_known_result"), OLD_RESULTS)
        check.alter_column("checked_by", existing_type=sa.Uuid(), nullable=False)
        check.drop_column("spoke_to")
        check.drop_column("way")
    for name in ("link_code", "link_visit"):
        op.execute(f"DELETE FROM {name} WHERE link_id IN (SELECT id FROM signed_link WHERE purpose = 'listings')")  # noqa: S608
    op.execute("DELETE FROM signed_link WHERE purpose = 'listings'")
    op.drop_index(op.f("ix_verification_letter_listing_verification_id"), table_name="verification_letter_listing")
    op.drop_table("verification_letter_listing")
    op.drop_index(op.f("ix_verification_letter_made_at"), table_name="verification_letter")
    op.drop_table("verification_letter")
    op.drop_index(op.f("ix_verification_ended_on_since"), table_name="verification")
    op.drop_index(op.f("ix_verification_service_id"), table_name="verification")
    op.drop_table("verification")
