"""Whether a listing is published: one can be written first, and put away later.

Old code runs against it: every listing it adds is published, as all were before.
"""

from alembic import op

revision = "0011_listing_stages"
down_revision = "0010_duplicates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As one statement, because SQLite cannot add a check to a column that is there already.
    op.execute(
        "ALTER TABLE service ADD COLUMN stage TEXT DEFAULT 'published' NOT NULL"
        " CONSTRAINT ck_service_known_stage CHECK (stage IN ('draft', 'published', 'archived'))"
    )


def downgrade() -> None:
    op.drop_column("service", "stage")
