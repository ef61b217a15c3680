"""Where a question to the matcher is kept for a few hours, sealed.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012_match_questions"
down_revision = "0011_listing_stages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_match_question_client_id_client")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_match_question_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_match_question_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_question")),
    )
    op.create_index(op.f("ix_match_question_scheme_id_client_id"), "match_question", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_match_question_user_id"), "match_question", ["user_id"])
    op.create_index(op.f("ix_match_question_asked_at"), "match_question", ["asked_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_match_question_asked_at"), table_name="match_question")
    op.drop_index(op.f("ix_match_question_user_id"), table_name="match_question")
    op.drop_index(op.f("ix_match_question_scheme_id_client_id"), table_name="match_question")
    op.drop_table("match_question")
