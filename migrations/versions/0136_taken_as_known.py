"""What it changed in a client's record that a referral was taken on as theirs, so that it can be taken out again.

Old code runs against it: it takes referrals on without noting what they change.
"""

import sqlalchemy as sa
from alembic import op

revision = "0136_taken_as_known"
down_revision = "0135_risks_confirmed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "taken_as_known",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("journal_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("taken_at", moment, nullable=False),
        sa.Column("taken_out_at", moment, nullable=True),
        sa.Column("taken_out_by", sa.Uuid(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(taken_out_at IS NULL) = (referral_id IS NOT NULL)",
            name=op.f("ck_taken_as_known_of_a_referral_until_out"),
        ),
        sa.CheckConstraint(
            "(taken_out_at IS NULL) = (taken_out_by IS NULL)", name=op.f("ck_taken_as_known_taken_out_by_somebody")
        ),
        sa.CheckConstraint(
            "(taken_out_at IS NULL) = (why_sealed IS NULL)", name=op.f("ck_taken_as_known_taken_out_for_a_reason")
        ),
        sa.CheckConstraint(
            "taken_out_at IS NULL OR journal_sealed IS NULL", name=op.f("ck_taken_as_known_journal_until_out")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_taken_as_known_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_taken_as_known_client_id_client")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_taken_as_known_referral_id_referral")),
        sa.ForeignKeyConstraint(
            ["taken_out_by"], ["user_account.id"], name=op.f("fk_taken_as_known_taken_out_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_as_known")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_taken_as_known_referral_id")),
    )
    op.create_index(op.f("ix_taken_as_known_client_id_scheme_id"), "taken_as_known", ["client_id", "scheme_id"])
    op.create_index(op.f("ix_taken_as_known_taken_out_by"), "taken_as_known", ["taken_out_by"])
    with op.batch_alter_table("referral") as referral:
        referral.add_column(sa.Column("taken_out_at", moment, nullable=True))
        referral.add_column(sa.Column("taken_out_by", sa.Uuid(), nullable=True))
        referral.create_foreign_key(
            op.f("fk_referral_taken_out_by_user_account"), "user_account", ["taken_out_by"], ["id"]
        )
        referral.create_check_constraint(
            op.f("ck_referral_taken_out_by_somebody"), "(taken_out_at IS NULL) = (taken_out_by IS NULL)"
        )
    op.create_index(op.f("ix_referral_taken_out_by"), "referral", ["taken_out_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_referral_taken_out_by"), table_name="referral")
    with op.batch_alter_table("referral") as referral:
        referral.drop_constraint(op.f("ck_referral_taken_out_by_somebody"), type_="check")
        referral.drop_constraint(op.f("fk_referral_taken_out_by_user_account"), type_="foreignkey")
        referral.drop_column("taken_out_by")
        referral.drop_column("taken_out_at")
    op.drop_table("taken_as_known")
