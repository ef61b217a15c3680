"""The GP practices that a team writes to, with their addresses.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0118_known_practices"
down_revision = "0117_joined_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_practice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_known_practice_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["user_account.id"], name=op.f("fk_known_practice_changed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_practice")),
        sa.UniqueConstraint("scheme_id", "code", name=op.f("uq_known_practice_scheme_id_code")),
    )
    op.create_index(op.f("ix_known_practice_changed_by"), "known_practice", ["changed_by"])


def downgrade() -> None:
    op.drop_table("known_practice")
