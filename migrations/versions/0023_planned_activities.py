"""The activities on a client's plan.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023_planned_activities"
down_revision = "0022_phrases_taken_out"
branch_labels = None
depends_on = None

IS_ON_PLAN = "state <> 'set aside'"
INDEXED = (("scheme_id", "client_id"), ("case_id",), ("service_id",), ("added_by",))


def upgrade() -> None:
    op.create_table(
        "planned_activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reasons_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('to talk about', 'referred', 'set aside')", name=op.f("ck_planned_activity_known_state")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_planned_activity_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_planned_activity_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_planned_activity_case_id_client_case")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_planned_activity_service_id_service")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["user_account.id"], name=op.f("fk_planned_activity_added_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_activity")),
    )
    for columns in INDEXED:
        op.create_index(op.f(f"ix_planned_activity_{'_'.join(columns)}"), "planned_activity", list(columns))
    op.create_index(
        "uq_planned_activity_on_plan",
        "planned_activity",
        ["case_id", "service_id"],
        unique=True,
        sqlite_where=sa.text(IS_ON_PLAN),
        postgresql_where=sa.text(IS_ON_PLAN),
    )


def downgrade() -> None:
    op.drop_index("uq_planned_activity_on_plan", table_name="planned_activity")
    for columns in reversed(INDEXED):
        op.drop_index(op.f(f"ix_planned_activity_{'_'.join(columns)}"), table_name="planned_activity")
    op.drop_table("planned_activity")
