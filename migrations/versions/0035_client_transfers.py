"""Transfers of a client to another scheme, and in whose figures a case is that went there.

Old code runs against it: it does not know the table, and leaves the column empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035_client_transfers"
down_revision = "0034_three_agreements"
branch_labels = None
depends_on = None

COUNTED = "fk_client_case_counted_scheme_id_scheme"
IS_OPEN = "state IN ('asked', 'offered')"
LEADS = (
    ("scheme_id", "scheme"),
    ("to_scheme_id", "scheme"),
    ("client_id", "client"),
    ("asked_by", "user_account"),
    ("approved_by", "user_account"),
    ("ended_by", "user_account"),
)


def upgrade() -> None:
    op.create_table(
        "client_transfer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("to_scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'offered', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_client_transfer_known_state"),
        ),
        sa.CheckConstraint(
            "ground IN ('agreement', 'safeguarding', 'vital interests', 'best interests')",
            name=op.f("ck_client_transfer_known_ground"),
        ),
        sa.CheckConstraint(
            "(ground = 'agreement') = (agreed_on IS NOT NULL)", name=op.f("ck_client_transfer_agreement_has_date")
        ),
        sa.CheckConstraint("scheme_id <> to_scheme_id", name=op.f("ck_client_transfer_to_another")),
        sa.CheckConstraint(f"({IS_OPEN}) = (ended_at IS NULL)", name=op.f("ck_client_transfer_ended_has_moment")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_client_transfer_{column}_{table}"))
            for column, table in LEADS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_transfer")),
    )
    op.create_index(op.f("ix_client_transfer_scheme_id_client_id"), "client_transfer", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_client_transfer_to_scheme_id_state"), "client_transfer", ["to_scheme_id", "state"])
    op.create_index(
        "uq_client_transfer_open",
        "client_transfer",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    with op.batch_alter_table("client_case") as table:
        table.add_column(sa.Column("counted_scheme_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(COUNTED, "scheme", ["counted_scheme_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("client_case") as table:
        table.drop_constraint(COUNTED, type_="foreignkey")
        table.drop_column("counted_scheme_id")
    op.drop_index("uq_client_transfer_open", table_name="client_transfer")
    op.drop_index(op.f("ix_client_transfer_to_scheme_id_state"), table_name="client_transfer")
    op.drop_index(op.f("ix_client_transfer_scheme_id_client_id"), table_name="client_transfer")
    op.drop_table("client_transfer")
