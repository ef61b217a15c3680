"""A version of each organization and location, so that of two people who change one the second is told.

Old code runs against it: what it adds is of version 1, and its changes do not count on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_record_versions"
down_revision = "0016_move_numbers"
branch_labels = None
depends_on = None

TABLES = ("organization", "location")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "version")
