"""What people tell their team from a page of their own, and when a link was opened last.

Old code runs against it: it knows neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0052_own_page"
down_revision = "0051_requests_to_join"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("signed_link", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "own_page_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('correction', 'copy', 'withdrawal')", name=op.f("ck_own_page_message_known_kind")),
        sa.CheckConstraint(
            "purpose IN ('referral', 'contact', 'evaluation')", name=op.f("ck_own_page_message_known_purpose")
        ),
        sa.CheckConstraint(
            "(kind = 'correction') = (note_sealed IS NOT NULL)", name=op.f("ck_own_page_message_correction_has_note")
        ),
        sa.CheckConstraint(
            "(kind = 'withdrawal') = (purpose IS NOT NULL)", name=op.f("ck_own_page_message_withdrawal_has_purpose")
        ),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_own_page_message_seen_by_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_own_page_message_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_own_page_message_client_id_client")),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["user_account.id"], name=op.f("fk_own_page_message_seen_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_page_message")),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_own_page_message_client_id_submission_key")),
    )
    op.create_index(op.f("ix_own_page_message_scheme_id_seen_at"), "own_page_message", ["scheme_id", "seen_at"])
    op.create_index(op.f("ix_own_page_message_seen_by"), "own_page_message", ["seen_by"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind IN ('own_page', 'own_page_code')")
    op.drop_index(op.f("ix_own_page_message_seen_by"), table_name="own_page_message")
    op.drop_index(op.f("ix_own_page_message_scheme_id_seen_at"), table_name="own_page_message")
    op.drop_table("own_page_message")
    op.drop_column("signed_link", "opened_at")
