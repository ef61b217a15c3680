"""Where the meanings of texts are kept.

Old code does not run against an earlier schema: these are the first tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_search"
down_revision = "0005_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_embedding",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("model", "digest", name=op.f("pk_text_embedding")),
    )


def downgrade() -> None:
    op.drop_table("text_embedding")
