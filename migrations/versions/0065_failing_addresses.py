"""Addresses of groups at which no letter arrives, and that champions are told of them.

Old code runs against it: it writes to such addresses as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0065_failing_addresses"
down_revision = "0064_findings"
branch_labels = None
depends_on = None

BEFORE = "told_why IN ('no address', 'not delivered', 'no answer')"
SINCE = "told_why IN ('no address', 'not delivered', 'no answer', 'address fails')"


def upgrade() -> None:
    op.create_table(
        "failing_address",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_failing_address")),
    )
    change_reasons(SINCE)


def downgrade() -> None:
    op.execute("UPDATE verification SET told_why = 'not delivered' WHERE told_why = 'address fails'")
    change_reasons(BEFORE)
    op.drop_table("failing_address")


def change_reasons(known: str) -> None:
    with op.batch_alter_table("verification") as verification:
        verification.drop_constraint(op.f("ck_verification_known_why"), type_="check")
        verification.create_check_constraint(op.f("ck_verification_known_why"), known)
