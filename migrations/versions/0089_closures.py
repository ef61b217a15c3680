"""How cases ended, what is answered so far of closing one, and for how long a case may be opened again.

Old code runs against it: it closes cases without a reason, and the new column has a default in the database.
"""

import sqlalchemy as sa
from alembic import op

revision = "0089_closures"
down_revision = "0088_support_sessions"
branch_labels = None
depends_on = None

REASONS = (
    "'completed', 'completed early', 'moved away', 'needs met another way', 'work or caring', 'does not want it',"
    " 'did not take part', 'unable to contact', 'needs more than this service', 'not eligible', 'died',"
    " 'mistaken or double', 'other'"
)
STANDS = sa.text("replaced_at IS NULL AND undone_at IS NULL")


def upgrade() -> None:
    op.add_column("scheme", sa.Column("reopen_days", sa.Integer(), nullable=False, server_default="28"))
    op.create_table(
        "closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("settled_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("what_next_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("onward_to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("onward_told_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wanted_more", sa.Boolean(), nullable=True),
        sa.Column("exit_answer", sa.Text(), nullable=True),
        sa.Column("exit_why_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_undone_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_closure_known_reason")),
        sa.CheckConstraint(
            "exit_answer IN ('filled in', 'did not want to', 'not asked')", name=op.f("ck_closure_known_exit_answer")
        ),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name=op.f("ck_closure_undone_by_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_closure_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_closure_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_closure_case_id_client_case")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_closure_recorded_by_user_account")),
        sa.ForeignKeyConstraint(["undone_by"], ["user_account.id"], name=op.f("fk_closure_undone_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_closure_case_id_number")),
    )
    op.create_index(op.f("ix_closure_scheme_id_client_id"), "closure", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_closure_recorded_by"), "closure", ["recorded_by"])
    op.create_index(op.f("ix_closure_undone_by"), "closure", ["undone_by"])
    op.create_index(
        "uq_closure_stands", "closure", ["case_id"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS
    )
    op.create_table(
        "closing_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_closing_draft_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_closing_draft_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_closing_draft_case_id_client_case")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_closing_draft_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_draft")),
        sa.UniqueConstraint("case_id", "user_id", name=op.f("uq_closing_draft_case_id_user_id")),
    )
    op.create_index(op.f("ix_closing_draft_scheme_id_client_id"), "closing_draft", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_closing_draft_user_id"), "closing_draft", ["user_id"])


def downgrade() -> None:
    op.drop_table("closing_draft")
    op.drop_table("closure")
    op.drop_column("scheme", "reopen_days")
