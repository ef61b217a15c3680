"""What people here changed in records that a source gave, beside what the source says.

Old code runs against it: it does not know the table, and overwrites such changes at an import as it always did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_local_values"
down_revision = "0006_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "local_value",
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source_value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kept_by"], ["user_account.id"], name=op.f("fk_local_value_kept_by_user_account")),
        sa.PrimaryKeyConstraint("entity", "record_id", "field", name=op.f("pk_local_value")),
    )
    op.create_index(op.f("ix_local_value_kept_by"), "local_value", ["kept_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_local_value_kept_by"), table_name="local_value")
    op.drop_table("local_value")
