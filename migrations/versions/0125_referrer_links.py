"""Which practices, groups and systems may see how their own referrals stand, and where the link to that goes.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0125_referrer_links"
down_revision = "0124_tokens_found"
branch_labels = None
depends_on = None

OF_ONE = " + ".join(
    f"(CASE WHEN {each} IS NULL THEN 0 ELSE 1 END)" for each in ("practice_id", "organization_id", "sender_id")
)


def upgrade() -> None:
    op.create_table(
        "referrer_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"{OF_ONE} = 1", name=op.f("ck_referrer_link_of_one_referrer")),
        sa.CheckConstraint(
            "(practice_id IS NULL) = (address_sealed IS NOT NULL)",
            name=op.f("ck_referrer_link_practice_has_listed_address"),
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referrer_link_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["known_practice.id"],
            name=op.f("fk_referrer_link_practice_id_known_practice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_referrer_link_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["api_sender.id"], name=op.f("fk_referrer_link_sender_id_api_sender")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_referrer_link_made_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrer_link")),
        sa.UniqueConstraint("practice_id", name=op.f("uq_referrer_link_practice_id")),
        sa.UniqueConstraint("sender_id", name=op.f("uq_referrer_link_sender_id")),
    )
    for name in ("scheme_id", "organization_id", "made_by"):
        op.create_index(op.f(f"ix_referrer_link_{name}"), "referrer_link", [name])
    op.create_index(op.f("ix_referral_scheme_id_practice_code"), "referral", ["scheme_id", "practice_code"])


def downgrade() -> None:
    op.drop_index(op.f("ix_referral_scheme_id_practice_code"), "referral")
    op.drop_table("referrer_link")
