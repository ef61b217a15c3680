"""Phrases that a champion took out stay as rows, so that no loading brings them back and a press does.

Old code runs against it: it hears what was taken out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022_phrases_taken_out"
down_revision = "0021_gaps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("term_phrase", sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Code of before knows no such phrases: to it what was taken out is not there.
    op.execute("DELETE FROM term_phrase WHERE taken_out_at IS NOT NULL")
    op.drop_column("term_phrase", "taken_out_at")
