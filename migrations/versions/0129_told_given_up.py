"""Systems that refer somebody are told where the team has stopped trying to reach the person.

Who was given up before stays as it was told: not reached. Old code runs against it: it tells of nobody that they were
given up, and knows none of whom it was told.
"""

import sqlalchemy as sa
from alembic import op

revision = "0129_told_given_up"
down_revision = "0128_agreed_words"
branch_labels = None
depends_on = None

BEFORE = "'received', 'contacted', 'not reached', 'supported', 'ended', 'not taken on'"
AFTER = "'received', 'contacted', 'not reached', 'given up', 'supported', 'ended', 'not taken on'"
TABLES = ("sent_referral", "referral_event")


def upgrade() -> None:
    know_statuses(AFTER)


def downgrade() -> None:
    for table in TABLES:
        rows = sa.table(table, sa.column("status", sa.Text()))
        op.execute(rows.update().where(rows.c.status == "given up").values(status="not reached"))
    know_statuses(BEFORE)


def know_statuses(statuses: str) -> None:
    for table in TABLES:
        name = op.f(f"ck_{table}_known_status")
        with op.batch_alter_table(table) as told:
            told.drop_constraint(name, type_="check")
            told.create_check_constraint(name, f"status IN ({statuses})")
