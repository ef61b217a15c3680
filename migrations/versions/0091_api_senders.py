"""Systems that send referrals, their keys, which referrals they sent, and each change that they are to be told.

Old code runs against it: it takes referrals from people alone, and changes of what was sent are not told meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0091_api_senders"
down_revision = "0090_going_and_not_for_me"
branch_labels = None
depends_on = None

STATUSES = "'received', 'not reached', 'supported', 'ended', 'not taken on'"
REASONS = "'out of area', 'not eligible', 'no room'"


def upgrade() -> None:
    make_senders()
    make_sent()


def make_senders() -> None:
    op.create_table(
        "api_sender",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("may_send", sa.Boolean(), nullable=False),
        sa.Column("may_read", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('GP practice', 'hospital', 'council', 'voluntary organisation', 'other')",
            name=op.f("ck_api_sender_known_kind"),
        ),
        sa.CheckConstraint("may_send OR may_read", name=op.f("ck_api_sender_may_something")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_api_sender_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_api_sender_made_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_sender")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_api_sender_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_api_sender_made_by"), "api_sender", ["made_by"])
    is_in_use = sa.text("disabled_at IS NULL")
    op.create_index(
        op.f("uq_api_sender_name_in_use"),
        "api_sender",
        ["scheme_id", "name"],
        unique=True,
        sqlite_where=is_in_use,
        postgresql_where=is_in_use,
    )
    op.create_table(
        "sender_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["sender_id"], ["api_sender.id"], name=op.f("fk_sender_key_sender_id_api_sender")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_sender_key_made_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_key")),
        sa.UniqueConstraint("name", name=op.f("uq_sender_key_name")),
    )
    for column in ("sender_id", "made_by"):
        op.create_index(op.f(f"ix_sender_key_{column}"), "sender_key", [column])


def make_sent() -> None:
    op.create_table(
        "sent_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"status IN ({STATUSES})", name=op.f("ck_sent_referral_known_status")),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_sent_referral_known_reason")),
        sa.CheckConstraint(
            "reason IS NULL OR status = 'not taken on'", name=op.f("ck_sent_referral_reason_for_not_taking_on")
        ),
        sa.ForeignKeyConstraint(["id"], ["referral.id"], name=op.f("fk_sent_referral_id_referral"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sender_id"], ["api_sender.id"], name=op.f("fk_sent_referral_sender_id_api_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_referral")),
    )
    op.create_index(op.f("ix_sent_referral_sender_id_status_at_id"), "sent_referral", ["sender_id", "status_at", "id"])
    op.create_table(
        "referral_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"status IN ({STATUSES})", name=op.f("ck_referral_event_known_status")),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_referral_event_known_reason")),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["sent_referral.id"],
            name=op.f("fk_referral_event_referral_id_sent_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
        sa.UniqueConstraint("referral_id", "number", name=op.f("uq_referral_event_referral_id_number")),
    )


def downgrade() -> None:
    op.drop_table("referral_event")
    op.drop_table("sent_referral")
    op.drop_table("sender_key")
    op.drop_table("api_sender")
