"""Licences for questionnaires that a team holds, and the words that it loads.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0133_licences"
down_revision = "0132_assessments_reminded"
branch_labels = None
depends_on = None

LICENCE, WORDING = "questionnaire_licence", "questionnaire_wording"


def upgrade() -> None:
    op.create_table(
        LICENCE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("on_screen", sa.Boolean(), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("in_person", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "on_paper OR on_screen OR by_phone OR in_person", name=op.f("ck_questionnaire_licence_covers_something")
        ),
        sa.CheckConstraint(
            "ended_by IS NULL OR ended_at IS NOT NULL", name=op.f("ck_questionnaire_licence_ended_by_has_time")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_questionnaire_licence_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["user_account.id"], name=op.f("fk_questionnaire_licence_confirmed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["user_account.id"], name=op.f("fk_questionnaire_licence_ended_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_licence")),
        sa.UniqueConstraint(
            "scheme_id", "submission_key", name=op.f("uq_questionnaire_licence_scheme_id_submission_key")
        ),
    )
    for columns in (["scheme_id", "instrument"], ["confirmed_by"], ["ended_by"]):
        op.create_index(op.f(f"ix_questionnaire_licence_{'_'.join(columns)}"), LICENCE, columns)
    op.create_table(
        WORDING,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("instrument", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("loaded_by", sa.Uuid(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_questionnaire_wording_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["loaded_by"], ["user_account.id"], name=op.f("fk_questionnaire_wording_loaded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_wording")),
        sa.UniqueConstraint(
            "scheme_id",
            "instrument",
            "language",
            "number",
            name=op.f("uq_questionnaire_wording_scheme_id_instrument_language_number"),
        ),
    )
    op.create_index(op.f("ix_questionnaire_wording_loaded_by"), WORDING, ["loaded_by"])


def downgrade() -> None:
    op.drop_table(WORDING)
    op.drop_table(LICENCE)
