"""Questionnaires filled in and their scores.

Old code does not run against an earlier schema: these are the first tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005_outcomes"
down_revision = "0004_champions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument_response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mode IN ('on paper', 'on a screen', 'over the phone', 'read out in person')",
            name=op.f("ck_instrument_response_known_mode"),
        ),
        sa.CheckConstraint("occasion IN ('baseline', 'exit')", name=op.f("ck_instrument_response_known_occasion")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["client_case.id"], name=op.f("fk_instrument_response_case_id_client_case")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_instrument_response_client_id_client")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_instrument_response_recorded_by_user_account")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_instrument_response_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_response")),
        sa.UniqueConstraint(
            "scheme_id",
            "case_id",
            "instrument",
            "occasion",
            name=op.f("uq_instrument_response_scheme_id_case_id_instrument_occasion"),
        ),
    )
    op.create_index(
        op.f("ix_instrument_response_scheme_id_client_id"),
        "instrument_response",
        ["scheme_id", "client_id"],
        unique=False,
    )
    op.create_table(
        "score",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["instrument_response.id"],
            name=op.f("fk_score_response_id_instrument_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "name", name=op.f("pk_score")),
    )


def downgrade() -> None:
    op.drop_table("score")
    op.drop_index(op.f("ix_instrument_response_scheme_id_client_id"), table_name="instrument_response")
    op.drop_table("instrument_response")
