"""What is kept for the evaluation of people who were erased, with nothing that leads to them.

Old code runs against it: it does not know the table, and counts only those who are not erased.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039_kept_outcomes"
down_revision = "0038_deaths"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_outcome",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("age_band", sa.Integer(), nullable=True),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("exit", sa.Float(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("referrals_made", sa.Integer(), nullable=False),
        sa.Column("referrals_attended", sa.Integer(), nullable=False),
        sa.CheckConstraint("age_band % 10 = 0", name=op.f("ck_kept_outcome_ten_years")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_kept_outcome_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_outcome")),
    )
    op.create_index(op.f("ix_kept_outcome_scheme_id_quarter"), "kept_outcome", ["scheme_id", "quarter"])


def downgrade() -> None:
    op.drop_index(op.f("ix_kept_outcome_scheme_id_quarter"), table_name="kept_outcome")
    op.drop_table("kept_outcome")
