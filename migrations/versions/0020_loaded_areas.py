"""Areas on the map that an operator loads, such as wards: whose people a service is for.

Old code runs against it: it knows no such table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020_loaded_areas"
down_revision = "0019_access_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loaded_area",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("extent", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_loaded_area_has_code")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_loaded_area_has_name")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_loaded_area")),
    )


def downgrade() -> None:
    op.drop_table("loaded_area")
