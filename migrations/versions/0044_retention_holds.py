"""Records that are kept for longer than their time, and why.

Old code runs against it: it does not know the table, and erases nobody by itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044_retention_holds"
down_revision = "0043_lawful_basis"
branch_labels = None
depends_on = None

IN_FORCE = "ended_at IS NULL"
LEADS_TO = (("scheme_id", "scheme"), ("client_id", "client"), ("held_by", "user_account"), ("ended_by", "user_account"))


def upgrade() -> None:
    op.create_table(
        "retention_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("held_by", sa.Uuid(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_retention_hold_ended_by_somebody")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_retention_hold_{column}_{table}"))
            for column, table in LEADS_TO
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_hold")),
    )
    op.create_index(op.f("ix_retention_hold_scheme_id_client_id"), "retention_hold", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_retention_hold_held_by"), "retention_hold", ["held_by"])
    op.create_index(
        "uq_retention_hold_in_force",
        "retention_hold",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text(IN_FORCE),
        postgresql_where=sa.text(IN_FORCE),
    )


def downgrade() -> None:
    op.drop_index("uq_retention_hold_in_force", table_name="retention_hold")
    op.drop_index(op.f("ix_retention_hold_held_by"), table_name="retention_hold")
    op.drop_index(op.f("ix_retention_hold_scheme_id_client_id"), table_name="retention_hold")
    op.drop_table("retention_hold")
