"""Support sessions, and questions for more of them than a team gives; how long a case is meant to last.

Old code runs against it: what a team decides has defaults, and it knows nothing of sessions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0088_support_sessions"
down_revision = "0087_proposed_parts"
branch_labels = None
depends_on = None

REASONS = "'illness', 'crisis', 'could not take part', 'did not come', 'chose not to', 'ours', 'logistics'"


def upgrade() -> None:
    op.add_column("scheme", sa.Column("missed_sessions_count", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("scheme", sa.Column("case_weeks", sa.Integer(), server_default="16", nullable=False))
    op.create_table(
        "support_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lasts_minutes", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("notes_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("shared_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "way IN ('place', 'home visit', 'phone', 'video')", name=op.f("ck_support_session_known_way")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'happened', 'did not happen', 'cancelled', 'rescheduled')",
            name=op.f("ck_support_session_known_state"),
        ),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_support_session_known_reason")),
        sa.CheckConstraint(
            "(state IN ('did not happen', 'cancelled', 'rescheduled')) = (reason IS NOT NULL)",
            name=op.f("ck_support_session_ending_has_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'planned') = (recorded_at IS NULL)", name=op.f("ck_support_session_recorded_once_over")
        ),
        sa.CheckConstraint(
            "(recorded_at IS NULL) = (recorded_by IS NULL)", name=op.f("ck_support_session_recorded_by_somebody")
        ),
        sa.CheckConstraint("lasts_minutes > 0", name=op.f("ck_support_session_lasts")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_support_session_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_support_session_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_support_session_case_id_client_case")),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["user_account.id"], name=op.f("fk_support_session_coordinator_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["support_session.id"], name=op.f("fk_support_session_replaces_id_support_session")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by"], ["user_account.id"], name=op.f("fk_support_session_planned_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_support_session_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_session")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_support_session_replaces_id")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_support_session_scheme_id_submission_key")),
    )
    for columns in (
        ["scheme_id", "client_id"],
        ["scheme_id", "coordinator_id", "starts_at"],
        ["case_id"],
        ["coordinator_id"],
        ["planned_by"],
        ["recorded_by"],
    ):
        op.create_index(op.f(f"ix_support_session_{'_'.join(columns)}"), "support_session", columns)
    op.create_table(
        "more_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'allowed', 'refused')", name=op.f("ck_more_sessions_known_state")),
        sa.CheckConstraint("sessions BETWEEN 1 AND 12", name=op.f("ck_more_sessions_some_more")),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_more_sessions_decided_once")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_more_sessions_decided_by_somebody")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_more_sessions_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_more_sessions_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f("fk_more_sessions_case_id_client_case")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_more_sessions_asked_by_user_account")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_more_sessions_decided_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_more_sessions")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_more_sessions_scheme_id_submission_key")),
    )
    for columns in (["scheme_id", "client_id"], ["scheme_id", "state"], ["case_id"], ["asked_by"], ["decided_by"]):
        op.create_index(op.f(f"ix_more_sessions_{'_'.join(columns)}"), "more_sessions", columns)
    op.create_index(
        "uq_more_sessions_asked",
        "more_sessions",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )


def downgrade() -> None:
    op.drop_table("more_sessions")
    op.drop_table("support_session")
    op.drop_column("scheme", "case_weeks")
    op.drop_column("scheme", "missed_sessions_count")
