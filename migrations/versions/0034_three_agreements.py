"""Agreement to be contacted and to the evaluation beside that to share, with its wording, how and by whom it was given.

Old code runs against it: what it writes is an agreement to share, of which no wording is known. Going down forgets what
people answered to the two newer questions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034_three_agreements"
down_revision = "0033_how_to_reach_clients"
branch_labels = None
depends_on = None

PURPOSES = "purpose IN ('referral', 'contact', 'evaluation')"
CHECKS = {
    "ck_consent_known_answer": "answer IN ('yes', 'no')",
    "ck_consent_known_given_how": "given_how IN ('spoken', 'on paper', 'online')",
    "ck_consent_known_given_by": (
        "given_by IN ('themself', 'parent or guardian', 'power of attorney', 'best interests')"
    ),
    "ck_consent_no_never_counts": "answer = 'yes' OR (withdrawn_on IS NOT NULL AND withdrawn_on = given_on)",
}
WORDING = "fk_consent_wording_id_agreement_wording"


def upgrade() -> None:
    op.create_table(
        "agreement_wording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(PURPOSES, name=op.f("ck_agreement_wording_known_purpose")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_agreement_wording_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["user_account.id"], name=op.f("fk_agreement_wording_made_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_wording")),
        sa.UniqueConstraint(
            "scheme_id", "purpose", "number", name=op.f("uq_agreement_wording_scheme_id_purpose_number")
        ),
    )
    op.create_index(op.f("ix_agreement_wording_made_by"), "agreement_wording", ["made_by"])
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("answer", sa.Text(), server_default="yes", nullable=False))
        table.add_column(sa.Column("wording_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("given_how", sa.Text(), nullable=True))
        table.add_column(sa.Column("given_by", sa.Text(), nullable=True))
        table.add_column(sa.Column("note_sealed", sa.LargeBinary(), nullable=True))
        table.drop_constraint(op.f("ck_consent_known_purpose"), type_="check")
        table.create_check_constraint(op.f("ck_consent_known_purpose"), PURPOSES)
        for name, condition in CHECKS.items():
            table.create_check_constraint(op.f(name), condition)
        table.create_foreign_key(op.f(WORDING), "agreement_wording", ["wording_id"], ["id"])
        table.create_index(op.f("ix_consent_wording_id"), ["wording_id"])


def downgrade() -> None:
    op.execute("DELETE FROM consent WHERE purpose <> 'referral'")
    with op.batch_alter_table("consent") as table:
        table.drop_index(op.f("ix_consent_wording_id"))
        table.drop_constraint(op.f(WORDING), type_="foreignkey")
        for name in CHECKS:
            table.drop_constraint(op.f(name), type_="check")
        table.drop_constraint(op.f("ck_consent_known_purpose"), type_="check")
        table.create_check_constraint(op.f("ck_consent_known_purpose"), "purpose IN ('referral')")
        for column in ("note_sealed", "given_by", "given_how", "wording_id", "answer"):
            table.drop_column(column)
    op.drop_index(op.f("ix_agreement_wording_made_by"), table_name="agreement_wording")
    op.drop_table("agreement_wording")
