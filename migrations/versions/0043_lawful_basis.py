"""What allows a scheme to keep what it keeps of people.

Old code runs against it: it does not know the columns, and every scheme has the usual basis.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043_lawful_basis"
down_revision = "0042_linked_identities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scheme", sa.Column("lawful_basis", sa.Text(), server_default="public task", nullable=False))
    op.add_column(
        "scheme", sa.Column("special_basis", sa.Text(), server_default="health or social care", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("scheme", "special_basis")
    op.drop_column("scheme", "lawful_basis")
