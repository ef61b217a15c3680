"""Messages to GP practices and referrers, and the agreement that they are told.

Old code runs against it: it knows nobody who was asked for the new agreement, and no messages.
"""

import sqlalchemy as sa
from alembic import op

revision = "0099_messages_back"
down_revision = "0098_client_record"
branch_labels = None
depends_on = None

NOW = "purpose IN ('referral', 'contact', 'evaluation', 'feedback')"
BEFORE = "purpose IN ('referral', 'contact', 'evaluation')"
TABLES = ("consent", "agreement_wording", "own_page_message")
DRAFT = sa.text("sent_at IS NULL")


def set_purposes(condition: str) -> None:
    for name in TABLES:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_known_purpose"), type_="check")
            table.create_check_constraint(op.f(f"ck_{name}_known_purpose"), condition)


def upgrade() -> None:
    set_purposes(NOW)
    op.create_table(
        "message_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("to_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("to_email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_way", sa.Text(), nullable=True),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("addressee IN ('gp practice', 'referrer')", name=op.f("ck_message_back_known_addressee")),
        sa.CheckConstraint("sent_way IN ('email', 'paper', 'by hand')", name=op.f("ck_message_back_known_sent_way")),
        sa.CheckConstraint("(sent_at IS NULL) = (sent_way IS NULL)", name=op.f("ck_message_back_sent_some_way")),
        sa.CheckConstraint("(sent_at IS NULL) = (sent_by IS NULL)", name=op.f("ck_message_back_sent_by_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_message_back_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_message_back_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_message_back_case_id_client_case")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["message_back.id"], name=op.f("fk_message_back_corrects_id_message_back")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_message_back_made_by_user_account")),
        sa.ForeignKeyConstraint(["sent_by"], ["user_account.id"], name=op.f("fk_message_back_sent_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_back")),
        sa.UniqueConstraint("case_id", "addressee", "number", name=op.f("uq_message_back_case_id_addressee_number")),
    )
    op.create_index(op.f("ix_message_back_scheme_id_client_id"), "message_back", ["scheme_id", "client_id"])
    for column in ("corrects_id", "made_by", "sent_by"):
        op.create_index(op.f(f"ix_message_back_{column}"), "message_back", [column])
    op.create_index(
        "uq_message_back_draft",
        "message_back",
        ["case_id", "addressee"],
        unique=True,
        sqlite_where=DRAFT,
        postgresql_where=DRAFT,
    )


def downgrade() -> None:
    op.drop_table("message_back")
    op.execute("DELETE FROM outbox_message WHERE kind = 'message_back'")
    op.execute("DELETE FROM consent WHERE purpose = 'feedback'")
    op.execute("DELETE FROM own_page_message WHERE purpose = 'feedback'")
    op.execute("DELETE FROM agreement_wording WHERE purpose = 'feedback'")
    set_purposes(BEFORE)
