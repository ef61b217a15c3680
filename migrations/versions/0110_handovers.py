"""Caseloads that managers hand over from one colleague to others, and taking that back.

Old code runs against it, and counts what was taken back as changes of coordinator.
"""

import sqlalchemy as sa
from alembic import op

revision = "0110_handovers"
down_revision = "0109_short_messages"
branch_labels = None
depends_on = None

BEFORE = (
    "taken on",
    "the person asked",
    "area",
    "caseload",
    "colleague away",
    "colleague left",
    "from another team",
)


def known(*reasons: str) -> str:
    return f"reason IN ({', '.join(repr(each) for each in reasons)})"


def upgrade() -> None:
    op.create_table(
        "caseload_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("from_user_id", sa.Uuid(), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(known(*BEFORE, "taken back", "other"), name=op.f("ck_caseload_handover_known_reason")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_caseload_handover_undone_by_somebody")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_caseload_handover_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["from_user_id"], ["user_account.id"], name=op.f("fk_caseload_handover_from_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_user_id"], ["user_account.id"], name=op.f("fk_caseload_handover_by_user_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["user_account.id"], name=op.f("fk_caseload_handover_undone_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caseload_handover")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_caseload_handover_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_caseload_handover_scheme_id_made_at"), "caseload_handover", ["scheme_id", "made_at"])
    for column in ("from_user_id", "by_user_id", "undone_by"):
        op.create_index(op.f(f"ix_caseload_handover_{column}"), "caseload_handover", [column])
    with op.batch_alter_table("allocation") as allocation:
        allocation.add_column(sa.Column("handover_id", sa.Uuid(), nullable=True))
        allocation.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
        allocation.create_foreign_key(
            op.f("fk_allocation_handover_id_caseload_handover"), "caseload_handover", ["handover_id"], ["id"]
        )
        allocation.drop_constraint(op.f("ck_allocation_known_reason"), type_="check")
        allocation.create_check_constraint(op.f("ck_allocation_known_reason"), known(*BEFORE, "taken back", "other"))
        allocation.create_index(op.f("ix_allocation_handover_id"), ["handover_id"])


def downgrade() -> None:
    # Without the table nobody can tell what was taken back: it becomes another reason.
    op.execute("UPDATE allocation SET reason = 'other' WHERE reason = 'taken back'")
    with op.batch_alter_table("allocation") as allocation:
        allocation.drop_index(op.f("ix_allocation_handover_id"))
        allocation.drop_constraint(op.f("ck_allocation_known_reason"), type_="check")
        allocation.create_check_constraint(op.f("ck_allocation_known_reason"), known(*BEFORE, "other"))
        allocation.drop_constraint(op.f("fk_allocation_handover_id_caseload_handover"), type_="foreignkey")
        allocation.drop_column("taken_back_at")
        allocation.drop_column("handover_id")
    op.drop_table("caseload_handover")
