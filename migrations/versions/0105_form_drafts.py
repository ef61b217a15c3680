"""Forms that staff have begun about a client and not sent.

Old code runs against it and keeps none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0105_form_drafts"
down_revision = "0104_assessments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_form_draft_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_form_draft_client_id_client")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_form_draft_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint(
            "user_id", "client_id", "form", "about", name=op.f("uq_form_draft_user_id_client_id_form_about")
        ),
    )
    op.create_index(op.f("ix_form_draft_scheme_id_client_id"), "form_draft", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_form_draft_client_id"), "form_draft", ["client_id"])
    op.create_index(op.f("ix_form_draft_saved_at"), "form_draft", ["saved_at"])


def downgrade() -> None:
    op.drop_table("form_draft")
