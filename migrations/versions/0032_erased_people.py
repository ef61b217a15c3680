"""Who was erased, so that they stay so after a backup is put back.

Old code runs against it: it does not know the table, and erases nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032_erased_people"
down_revision = "0031_last_schemes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erased_person",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('asked', 'time over', 'made in error')", name=op.f("ck_erased_person_known_reason")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_erased_person_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erased_person")),
    )
    op.create_index(op.f("ix_erased_person_scheme_id_reference"), "erased_person", ["scheme_id", "reference"])


def downgrade() -> None:
    op.drop_index(op.f("ix_erased_person_scheme_id_reference"), table_name="erased_person")
    op.drop_table("erased_person")
