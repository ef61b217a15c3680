"""What somebody agrees to for one group.

Old code runs against it, and goes by what they agreed to for groups at all.
"""

import sqlalchemy as sa
from alembic import op

revision = "0095_group_agreements"
down_revision = "0094_plan_agreements"
branch_labels = None
depends_on = None

HOW = "given_how IN ('spoken', 'on paper', 'online')"
BY = "given_by IN ('themself', 'parent or guardian', 'power of attorney', 'best interests')"


def upgrade() -> None:
    op.create_table(
        "group_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_how", sa.Text(), nullable=True),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("sharing_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(HOW, name=op.f("ck_group_agreement_known_given_how")),
        sa.CheckConstraint(BY, name=op.f("ck_group_agreement_known_given_by")),
        sa.CheckConstraint(
            "(sharing_id IS NULL) = (given_how IS NOT NULL)", name=op.f("ck_group_agreement_agreed_or_ground")
        ),
        sa.CheckConstraint(
            "(given_how IS NULL) = (given_by IS NULL)", name=op.f("ck_group_agreement_given_by_somebody")
        ),
        sa.CheckConstraint("withdrawn_on >= given_on", name=op.f("ck_group_agreement_withdrawn_after_given")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_group_agreement_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_group_agreement_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_group_agreement_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["sharing_id"], ["unagreed_sharing.id"], name=op.f("fk_group_agreement_sharing_id_unagreed_sharing")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_group_agreement_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_agreement")),
    )
    for columns in (("scheme_id", "client_id"), ("sharing_id",), ("recorded_by",)):
        op.create_index(op.f(f"ix_group_agreement_{'_'.join(columns)}"), "group_agreement", list(columns))
    in_force = sa.text("withdrawn_on IS NULL")
    op.create_index(
        "uq_group_agreement_in_force",
        "group_agreement",
        ["onward_referral_id"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def downgrade() -> None:
    op.drop_table("group_agreement")
