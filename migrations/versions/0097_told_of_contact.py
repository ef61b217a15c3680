"""Systems that refer somebody are told that the person was contacted.

Old code runs against it: it tells of no contact, and knows none that was told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0097_told_of_contact"
down_revision = "0096_referral_webhooks"
branch_labels = None
depends_on = None

BEFORE = "'received', 'not reached', 'supported', 'ended', 'not taken on'"
AFTER = "'received', 'contacted', 'not reached', 'supported', 'ended', 'not taken on'"
TABLES = ("sent_referral", "referral_event")


def upgrade() -> None:
    know_statuses(AFTER)


def downgrade() -> None:
    for table in TABLES:
        rows = sa.table(table, sa.column("status", sa.Text()))
        op.execute(rows.update().where(rows.c.status == "contacted").values(status="received"))
    know_statuses(BEFORE)


def know_statuses(statuses: str) -> None:
    for table in TABLES:
        name = op.f(f"ck_{table}_known_status")
        with op.batch_alter_table(table) as told:
            told.drop_constraint(name, type_="check")
            told.create_check_constraint(name, f"status IN ({statuses})")
