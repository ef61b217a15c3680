"""Reports and questions about listings, from people without an account.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0048_listing_messages"
down_revision = "0047_due_records"
branch_labels = None
depends_on = None

ABOUT = "about IN ('question', 'closed', 'wrong contact', 'moved', 'other')"
ENDINGS = "ending IN ('answered', 'put right', 'still right', 'not real')"
ENDED = "(ending IS NULL) = (closed_at IS NULL) AND (ending IS NULL) = (closed_by IS NULL)"
NO_CONTACT = "ending IS NULL OR (email_sealed IS NULL AND phone_sealed IS NULL)"
INDEXED = ("service_id", "told_at", "closed_at", "closed_by")


def upgrade() -> None:
    op.create_table(
        "listing_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(ABOUT, name=op.f("ck_listing_message_known_about")),
        sa.CheckConstraint(ENDINGS, name=op.f("ck_listing_message_known_ending")),
        sa.CheckConstraint(ENDED, name=op.f("ck_listing_message_ending_is_somebodys")),
        sa.CheckConstraint(NO_CONTACT, name=op.f("ck_listing_message_closed_without_contact")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_message_service_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_listing_message_closed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_listing_message_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_listing_message_submission_key")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_listing_message_{column}"), "listing_message", [column])


def downgrade() -> None:
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_listing_message_{column}"), table_name="listing_message")
    op.drop_table("listing_message")
