"""What is known of a client, section by section, and notes of the team, each with its history.

Old code runs against it and knows nothing of either.
"""

import sqlalchemy as sa
from alembic import op

revision = "0098_client_record"
down_revision = "0097_told_of_contact"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recorded_section",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.Text(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_recorded_section_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_recorded_section_client_id_client")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_recorded_section_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_section")),
        sa.UniqueConstraint(
            "client_id", "section", "number", name=op.f("uq_recorded_section_client_id_section_number")
        ),
    )
    op.create_index(op.f("ix_recorded_section_scheme_id_client_id"), "recorded_section", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_recorded_section_recorded_by"), "recorded_section", ["recorded_by"])
    op.create_table(
        "client_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (why_sealed IS NULL)", name=op.f("ck_client_note_correction_says_why")
        ),
        sa.CheckConstraint(
            "corrects_id IS NOT NULL OR words_sealed IS NOT NULL", name=op.f("ck_client_note_first_has_words")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_client_note_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_note_client_id_client")),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["client_note.id"],
            name=op.f("fk_client_note_corrects_id_client_note"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_client_note_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_note")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_client_note_corrects_id")),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_client_note_client_id_submission_key")),
    )
    op.create_index(op.f("ix_client_note_scheme_id_client_id"), "client_note", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_client_note_recorded_by"), "client_note", ["recorded_by"])


def downgrade() -> None:
    op.drop_table("client_note")
    op.drop_table("recorded_section")
