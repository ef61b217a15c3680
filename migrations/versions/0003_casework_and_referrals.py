"""Clients, agreements, cases and onward referrals, sealed from the first row on.

Old code does not run against an earlier schema: these are the first tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_casework_and_referrals"
down_revision = "0002_accounts_audit_outbox"
branch_labels = None
depends_on = None

IS_OPEN = "state IN ('accepted', 'attended', 'draft', 'not attended', 'sent', 'waiting')"


def upgrade() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("postcode_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("born_on_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["user_account.id"], name=op.f("fk_client_coordinator_id_user_account")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_client_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("scheme_id", "reference", name=op.f("uq_client_scheme_id_reference")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_client_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_client_scheme_id_coordinator_id"), "client", ["scheme_id", "coordinator_id"], unique=False)
    op.create_table(
        "client_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("statement_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("closed_on >= opened_on", name=op.f("ck_client_case_closed_after_opened")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_client_case_client_id_client")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_client_case_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_case")),
    )
    op.create_index(op.f("ix_client_case_scheme_id_client_id"), "client_case", ["scheme_id", "client_id"], unique=False)
    op.create_index(
        "uq_client_case_open",
        "client_case",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("purpose IN ('referral')", name=op.f("ck_consent_known_purpose")),
        sa.CheckConstraint("withdrawn_on >= given_on", name=op.f("ck_consent_withdrawn_after_given")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_consent_client_id_client")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_consent_recorded_by_user_account")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_consent_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_scheme_id_client_id"), "consent", ["scheme_id", "client_id"], unique=False)
    op.create_index(
        "uq_consent_in_force",
        "consent",
        ["client_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    op.create_table(
        "onward_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("match_reasons_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("message_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'accepted', 'waiting', 'declined', 'withdrawn', 'attended', 'not attended', 'ended')",
            name=op.f("ck_onward_referral_known_state"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_onward_referral_case_id_client_case")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_onward_referral_client_id_client")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_onward_referral_made_by_user_account")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_onward_referral_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_onward_referral_service_id_service")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_referral")),
        sa.UniqueConstraint("scheme_id", "reference", name=op.f("uq_onward_referral_scheme_id_reference")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_onward_referral_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_onward_referral_case_id"), "onward_referral", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_onward_referral_scheme_id_client_id"),
        "onward_referral",
        ["scheme_id", "client_id"],
        unique=False,
    )
    op.create_index(op.f("ix_onward_referral_scheme_id_state"), "onward_referral", ["scheme_id", "state"], unique=False)
    op.create_index(op.f("ix_onward_referral_service_id"), "onward_referral", ["service_id"], unique=False)
    op.create_index(
        "uq_onward_referral_open",
        "onward_referral",
        ["case_id", "service_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    op.create_table(
        "referral_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "from_state IN ('draft', 'sent', 'accepted', 'waiting', 'declined', 'withdrawn', 'attended', 'not attended', 'ended')",
            name=op.f("ck_referral_move_known_from_state"),
        ),
        sa.CheckConstraint(
            "reason IN ('no room', 'not eligible', 'out of area', 'no reply', 'client changed mind', 'finished', 'other')",
            name=op.f("ck_referral_move_known_reason"),
        ),
        sa.CheckConstraint(
            "to_state IN ('draft', 'sent', 'accepted', 'waiting', 'declined', 'withdrawn', 'attended', 'not attended', 'ended')",
            name=op.f("ck_referral_move_known_to_state"),
        ),
        sa.CheckConstraint(
            "to_state NOT IN ('declined', 'ended') OR reason IS NOT NULL",
            name=op.f("ck_referral_move_ending_has_reason"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_referral_move_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_referral_move_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_referral_move_recorded_by_user_account")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referral_move_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_move")),
    )
    op.create_index(op.f("ix_referral_move_onward_referral_id"), "referral_move", ["onward_referral_id"], unique=False)
    op.create_index(
        op.f("ix_referral_move_scheme_id_happened_on"),
        "referral_move",
        ["scheme_id", "happened_on"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_referral_move_scheme_id_happened_on"), table_name="referral_move")
    op.drop_index(op.f("ix_referral_move_onward_referral_id"), table_name="referral_move")
    op.drop_table("referral_move")
    op.drop_index(op.f("ix_onward_referral_service_id"), table_name="onward_referral")
    op.drop_index(op.f("ix_onward_referral_scheme_id_state"), table_name="onward_referral")
    op.drop_index(op.f("ix_onward_referral_scheme_id_client_id"), table_name="onward_referral")
    op.drop_index(op.f("ix_onward_referral_case_id"), table_name="onward_referral")
    op.drop_table("onward_referral")
    op.drop_index(
        "uq_consent_in_force",
        table_name="consent",
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    op.drop_index(op.f("ix_consent_scheme_id_client_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(
        "uq_client_case_open",
        table_name="client_case",
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.drop_index(op.f("ix_client_case_scheme_id_client_id"), table_name="client_case")
    op.drop_table("client_case")
    op.drop_index(op.f("ix_client_scheme_id_coordinator_id"), table_name="client")
    op.drop_table("client")
