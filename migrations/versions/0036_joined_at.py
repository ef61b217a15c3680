"""Since when somebody may sign in at all, so that an invitation nobody took keeps an address from no other team.

An address is one account's once its owner has joined; until then several teams may have invited it. Letters are found
by their kind, so that those whose time is over can go. Old code runs against it: whom it adds meanwhile has to be
invited again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036_joined_at"
down_revision = "0035_client_transfers"
branch_labels = None
depends_on = None

UNIQUE = "uq_user_account_email"
HELD = "email IN (SELECT email FROM user_account GROUP BY email HAVING count(*) > 1) AND joined_at IS NULL"


def upgrade() -> None:
    # SQLite makes the table anew for it, since it takes no constraint away.
    with op.batch_alter_table("user_account") as table:
        table.add_column(sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_constraint(op.f(UNIQUE), type_="unique")
    op.execute("UPDATE user_account SET joined_at = made_at WHERE password_hash IS NOT NULL")
    op.create_index(
        op.f("uq_user_account_joined_email"),
        "user_account",
        ["email"],
        unique=True,
        sqlite_where=sa.text("joined_at IS NOT NULL"),
        postgresql_where=sa.text("joined_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_user_account_email"), "user_account", ["email"])
    op.create_index(op.f("ix_outbox_message_kind_made_at"), "outbox_message", ["kind", "made_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_message_kind_made_at"), table_name="outbox_message")
    op.drop_index(op.f("ix_user_account_email"), table_name="user_account")
    op.drop_index(op.f("uq_user_account_joined_email"), table_name="user_account")
    # Of an address that several teams had invited, none of the invitations is left.
    for table in ("account_link", "role_grant"):
        op.execute(f"DELETE FROM {table} WHERE user_id IN (SELECT id FROM user_account WHERE {HELD})")  # noqa: S608
    op.execute(f"DELETE FROM user_account WHERE {HELD}")  # noqa: S608
    with op.batch_alter_table("user_account") as table:
        table.create_unique_constraint(op.f(UNIQUE), ["email"])
        table.drop_column("joined_at")
