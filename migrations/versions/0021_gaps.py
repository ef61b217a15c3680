"""Gaps: what somebody needed and the directory does not have, asked of the champions.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_gaps"
down_revision = "0020_loaded_areas"
branch_labels = None
depends_on = None

REASONS = "reason IN ('nothing fits', 'nothing near', 'full', 'other times', 'too dear', 'no access')"
ANSWERED = "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)"


def upgrade() -> None:
    op.create_table(
        "gap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(REASONS, name=op.f("ck_gap_known_reason")),
        sa.CheckConstraint(ANSWERED, name=op.f("ck_gap_answer_is_somebodys")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_gap_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_gap_asked_by_user_account")),
        sa.ForeignKeyConstraint(["answered_by"], ["user_account.id"], name=op.f("fk_gap_answered_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap")),
    )
    op.create_index(op.f("ix_gap_scheme_id_asked_at"), "gap", ["scheme_id", "asked_at"])
    op.create_index(op.f("ix_gap_asked_by"), "gap", ["asked_by"])
    op.create_index(op.f("ix_gap_answered_by"), "gap", ["answered_by"])
    op.create_table(
        "gap_need",
        sa.Column("gap_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_gap_need_gap_id_gap"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["taxonomy_term.id"],
            name=op.f("fk_gap_need_term_id_taxonomy_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("gap_id", "term_id", name=op.f("pk_gap_need")),
    )
    op.create_index(op.f("ix_gap_need_term_id"), "gap_need", ["term_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_gap_need_term_id"), table_name="gap_need")
    op.drop_table("gap_need")
    for name in ("ix_gap_answered_by", "ix_gap_asked_by", "ix_gap_scheme_id_asked_at"):
        op.drop_index(op.f(name), table_name="gap")
    op.drop_table("gap")
