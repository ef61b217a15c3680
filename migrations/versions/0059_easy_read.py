"""What an activity is in very plain sentences.

Old code runs against it: it does not know the column, and what it takes in has no such words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059_easy_read"
down_revision = "0058_what_helps_to_come"
branch_labels = None
depends_on = None
REVISION = sa.table(
    "revision",
    sa.column("id", sa.BigInteger()),
    sa.column("entity", sa.Text()),
    sa.column("state", sa.Text()),
    sa.column("changes", sa.JSON()),
    sa.column("decided_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("service", sa.Column("easy_read", sa.Text(), nullable=True))


def downgrade() -> None:
    forget_undecided("easy_read")
    op.drop_column("service", "easy_read")


def forget_undecided(field: str) -> None:
    """Take a field that old code does not know out of what is still written or waits; what is left empty goes."""
    db, this = op.get_bind(), REVISION.c.id == sa.bindparam("this")
    is_open = REVISION.c.state.in_(["draft", "waiting"])
    for row in db.execute(sa.select(REVISION).where(REVISION.c.entity == "service", is_open)).all():
        left = [each for each in row.changes if each["field"] != field]
        if left == row.changes:
            continue
        if row.state == "draft" and not left:
            db.execute(REVISION.delete().where(this), {"this": row.id})
            continue
        withdrawn = {} if left else {"state": "withdrawn", "decided_at": sa.func.current_timestamp()}
        db.execute(REVISION.update().where(this).values(changes=left, **withdrawn), {"this": row.id})
