"""What people agreed to of their plans, and when plans are looked at again.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0094_plan_agreements"
down_revision = "0093_triage"
branch_labels = None
depends_on = None

INDEXED = {
    "plan_agreement": (("scheme_id", "client_id"), ("case_id",), ("recorded_by",), ("undone_by",)),
    "plan_review": (
        ("scheme_id", "client_id"),
        ("scheme_id", "due_on"),
        ("owner_id",),
        ("planned_by",),
        ("recorded_by",),
    ),
}


def of_case(table: str, *users: str) -> list[sa.Column | sa.ForeignKeyConstraint]:
    """The columns that say whose a row is, and of which case; and by which users, whose columns stand elsewhere."""
    pointing = (("scheme_id", "scheme"), ("client_id", "client"), ("case_id", "client_case"))
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=False) for column, _ in pointing),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in (*pointing, *((each, "user_account") for each in users))
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "plan_agreement",
        *of_case("plan_agreement", "recorded_by", "undone_by"),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("change_number", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "how IN ('in person', 'phone', 'video', 'in writing')", name=op.f("ck_plan_agreement_known_how")
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_plan_agreement_undone_by_somebody")
        ),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_plan_agreement_client_id_submission_key")),
    )
    op.create_table(
        "plan_review",
        *of_case("plan_review", "owner_id", "planned_by", "recorded_by"),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("change_number", sa.Integer(), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(held_on IS NULL) = (change_number IS NULL)", name=op.f("ck_plan_review_held_of_a_plan")),
        sa.CheckConstraint(
            "(held_on IS NULL) = (recorded_by IS NULL)", name=op.f("ck_plan_review_held_told_by_somebody")
        ),
    )
    for table, indexed in INDEXED.items():
        for columns in indexed:
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
    op.create_index(
        "uq_plan_review_to_come",
        "plan_review",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("held_on IS NULL"),
        postgresql_where=sa.text("held_on IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("plan_review")
    op.drop_table("plan_agreement")
