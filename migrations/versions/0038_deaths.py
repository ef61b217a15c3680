"""That a client has died, who told us, and that it was a mistake.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038_deaths"
down_revision = "0037_client_tokens"
branch_labels = None
depends_on = None

STANDS = "undone_at IS NULL"
KEYS = {
    "scheme_id": "scheme",
    "client_id": "client",
    "case_id": "client_case",
    "recorded_by": "user_account",
    "undone_by": "user_account",
}


def upgrade() -> None:
    op.create_table(
        "death",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("told_by_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_undone_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_death_undone_by_somebody")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_death_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_death")),
    )
    op.create_index(op.f("ix_death_scheme_id_client_id"), "death", ["scheme_id", "client_id"])
    for column in ("case_id", "recorded_by"):
        op.create_index(op.f(f"ix_death_{column}"), "death", [column])
    op.create_index(
        "uq_death_stands",
        "death",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text(STANDS),
        postgresql_where=sa.text(STANDS),
    )


def downgrade() -> None:
    op.drop_index("uq_death_stands", table_name="death")
    for column in ("recorded_by", "case_id"):
        op.drop_index(op.f(f"ix_death_{column}"), table_name="death")
    op.drop_index(op.f("ix_death_scheme_id_client_id"), table_name="death")
    op.drop_table("death")
