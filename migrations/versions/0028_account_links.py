"""Links by which somebody chooses a password: invitations, and new passwords instead of forgotten ones.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028_account_links"
down_revision = "0027_audit_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('invitation', 'new password')", name=op.f("ck_account_link_known_purpose")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_account_link_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
    )
    op.create_index(op.f("ix_account_link_user_id"), "account_link", ["user_id"])
    op.create_index(op.f("ix_account_link_ends_at"), "account_link", ["ends_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_account_link_ends_at"), table_name="account_link")
    op.drop_index(op.f("ix_account_link_user_id"), table_name="account_link")
    op.drop_table("account_link")
