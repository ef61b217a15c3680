"""How groups were told of a referral otherwise than by email.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0106_referral_tellings"
down_revision = "0105_form_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("spoke_to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("how IN ('phone', 'print')", name=op.f("ck_referral_telling_known_how")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referral_telling_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_referral_telling_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_referral_telling_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_referral_telling_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_telling")),
        sa.UniqueConstraint(
            "onward_referral_id", "submission_key", name=op.f("uq_referral_telling_onward_referral_id_submission_key")
        ),
    )
    op.create_index(op.f("ix_referral_telling_scheme_id_client_id"), "referral_telling", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_referral_telling_recorded_by"), "referral_telling", ["recorded_by"])


def downgrade() -> None:
    op.drop_table("referral_telling")
