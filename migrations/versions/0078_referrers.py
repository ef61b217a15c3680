"""Which groups of the directory refer people to a team.

Old code runs against it: it does not know the tables, and the referrals it takes are linked when somebody says whose
they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0078_referrers"
down_revision = "0077_link_checks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_referrer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("written_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("linked_by", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_known_referrer_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_known_referrer_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["linked_by"], ["user_account.id"], name=op.f("fk_known_referrer_linked_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_referrer")),
    )
    for column in ("scheme_id", "organization_id", "linked_by"):
        op.create_index(op.f(f"ix_known_referrer_{column}"), "known_referrer", [column])
    op.create_table(
        "referral_from_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["referral.id"],
            name=op.f("fk_referral_from_group_id_referral"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_referral_from_group_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_from_group")),
    )
    op.create_index(op.f("ix_referral_from_group_organization_id"), "referral_from_group", ["organization_id"])


def downgrade() -> None:
    op.drop_table("referral_from_group")
    op.drop_table("known_referrer")
