"""Referrals to a team, and where each team helps.

Old code runs against it: it knows neither table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049_referrals_to_us"
down_revision = "0048_listing_messages"
branch_labels = None
depends_on = None

KEYS = {
    "scheme_id": "scheme",
    "client_id": "client",
    "agreed_wording_id": "agreement_wording",
    "answered_by": "user_account",
}
SEALED = (
    "born_on",
    "postcode",
    "phone",
    "email",
    "safe_contact",
    "contact_by",
    "contact_times",
    "language",
    "interpreter",
    "access_needs",
    "statement",
    "referrer_name",
    "referrer_role",
    "referrer_organization",
    "referrer_contact",
    "note",
)
NOT_FROM_FRIENDS = ("born_on", "phone", "email", "postcode", "access_needs", "statement", "referrer_name")
CHECKS = {
    "known_source": "source IN ('self', 'professional', 'friend or family')",
    "known_state": "state IN ('new', 'unconfirmed', 'not reached', 'accepted', 'declined')",
    "known_gp_answer": "has_gp IN ('yes', 'no', 'not sure')",
    "known_decline_reason": "decline_reason IN ('does not want it', 'helped elsewhere', 'out of area', 'not eligible',"
    " 'no room', 'sent twice', 'other')",
    "declined_for_a_reason": "(state = 'declined') = (decline_reason IS NOT NULL)",
    "accepted_as_a_client": "(state = 'accepted') = (client_id IS NOT NULL)",
    "friends_tell_no_more": "source <> 'friend or family' OR (has_gp IS NULL AND "
    + " AND ".join(f"{each}_sealed IS NULL" for each in NOT_FROM_FRIENDS)
    + ")",
}
INDEXES = (("scheme_id", "state"), ("person_id",), ("client_id",), ("agreed_wording_id",), ("answered_by",))


def upgrade() -> None:
    op.create_table(
        "scheme_area",
        sa.Column("outward", sa.Text(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_scheme_area_scheme_id_scheme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("outward", name=op.f("pk_scheme_area")),
    )
    op.create_index(op.f("ix_scheme_area_scheme_id"), "scheme_area", ["scheme_id"])
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sounds_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_out_of_area", sa.Boolean(), nullable=False),
        sa.Column("has_gp", sa.Text(), nullable=True),
        sa.Column("may_leave_message", sa.Boolean(), nullable=True),
        sa.Column("agreed_wording_id", sa.Uuid(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        *(sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=True) for name in SEALED),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_referral_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_referral_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("scheme_id", "reference", name=op.f("uq_referral_scheme_id_reference")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_referral_scheme_id_submission_key")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_referral_{'_'.join(columns)}"), "referral", list(columns))


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind = 'referral_in_notice'")
    for columns in reversed(INDEXES):
        op.drop_index(op.f(f"ix_referral_{'_'.join(columns)}"), table_name="referral")
    op.drop_table("referral")
    op.drop_index(op.f("ix_scheme_area_scheme_id"), table_name="scheme_area")
    op.drop_table("scheme_area")
