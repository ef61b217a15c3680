"""What more is known of a client: NHS number, telephones, email, address, how to reach and talk with them. All sealed.

Old code runs against it: it leaves the columns empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033_how_to_reach_clients"
down_revision = "0032_erased_people"
branch_labels = None
depends_on = None

KNOWN = (
    "nhs_number",
    "phone",
    "other_phone",
    "email",
    "address",
    "contact_by",
    "contact_times",
    "language",
    "interpreter",
)


def upgrade() -> None:
    for name in KNOWN:
        op.add_column("client", sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for name in reversed(KNOWN):
        op.drop_column("client", f"{name}_sealed")
