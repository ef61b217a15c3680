"""Indexes that find what belongs to a client by the client alone.

They began with the scheme, and most questions ask by client only: SQLite read whole tables to answer them. Old code runs
against it.
"""

from alembic import op

revision = "0122_clients_first"
down_revision = "0121_no_more_support"
branch_labels = None
depends_on = None

TABLES = (
    "allocation",
    "assessment",
    "client_case",
    "client_note",
    "client_transfer",
    "closing_draft",
    "closure",
    "consent",
    "contact_attempt",
    "death",
    "first_visit",
    "form_draft",
    "goal",
    "goal_rating",
    "group_agreement",
    "heeded_note",
    "instrument_response",
    "joined_record",
    "match_question",
    "message_back",
    "more_sessions",
    "more_wanted",
    "needs_more",
    "onward_referral",
    "plan_action",
    "plan_agreement",
    "plan_change",
    "plan_review",
    "planned_activity",
    "recorded_section",
    "referral_news",
    "referral_nudge",
    "referral_question",
    "referral_telling",
    "referrer_notice",
    "retention_hold",
    "session_rhythm",
    "signpost",
    "support_pause",
    "support_session",
    "unagreed_sharing",
)


def upgrade() -> None:
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_client_id_scheme_id"), table, ["client_id", "scheme_id"])
        op.drop_index(op.f(f"ix_{table}_scheme_id_client_id"), table)
    op.create_index(op.f("ix_referral_move_client_id"), "referral_move", ["client_id"])
    op.create_index(op.f("ix_outbox_message_person_id"), "outbox_message", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_message_person_id"), "outbox_message")
    op.drop_index(op.f("ix_referral_move_client_id"), "referral_move")
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_scheme_id_client_id"), table, ["scheme_id", "client_id"])
        op.drop_index(op.f(f"ix_{table}_client_id_scheme_id"), table)
