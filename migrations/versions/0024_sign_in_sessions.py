"""Sign-in sessions kept in the database, so that the server can end them.

Old code runs against it: it does not know the table. Everybody signs in once more when the new code begins.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024_sign_in_sessions"
down_revision = "0023_planned_activities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_sign_in_session_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    op.create_index(op.f("ix_sign_in_session_user_id"), "sign_in_session", ["user_id"])
    op.create_index(op.f("ix_sign_in_session_seen_at"), "sign_in_session", ["seen_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_session_seen_at"), table_name="sign_in_session")
    op.drop_index(op.f("ix_sign_in_session_user_id"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
