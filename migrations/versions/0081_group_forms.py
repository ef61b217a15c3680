"""Forms in which groups tell of themselves, page by page.

Old code runs against it: what was suggested is listed as before, and a form stays with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0081_group_forms"
down_revision = "0080_register_entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("word_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("sent_at IS NULL OR returned_at IS NULL", name=op.f("ck_group_form_sent_or_returned")),
        sa.CheckConstraint(
            "(word_sealed IS NULL) = (returned_at IS NULL)", name=op.f("ck_group_form_returned_with_a_word")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["group_suggestion.id"],
            name=op.f("fk_group_form_suggestion_id_group_suggestion"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_group_form_asked_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_form")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_group_form_suggestion_id")),
    )
    op.create_index(op.f("ix_group_form_asked_by"), "group_form", ["asked_by"])


def downgrade() -> None:
    op.execute("DELETE FROM signed_link WHERE purpose = 'group form'")
    op.execute("DELETE FROM outbox_message WHERE kind = 'group_form'")
    op.drop_table("group_form")
