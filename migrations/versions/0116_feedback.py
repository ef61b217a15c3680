"""Complaints, thanks and incidents, what was done about each, and two settings of a team.

Old code runs against it: it does not know the tables, and the settings have defaults.
"""

import sqlalchemy as sa
from alembic import op

revision = "0116_feedback"
down_revision = "0115_first_visits"
branch_labels = None
depends_on = None

STATES = "'received', 'looked into', 'answered', 'closed'"
USERS = ("about_user_id", "owner_id", "recorded_by")
SEALED = ("wish", "giver", "giver_contact", "learning", "next_step")
DAYS = ("happened_on", "acknowledge_by", "acknowledged_on", "answer_by", "answered_on", "next_step_on")
SETTINGS = {"acknowledge_days": "3", "complaint_days": "25"}


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def pointing(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )


def upgrade() -> None:
    for name, default in SETTINGS.items():
        op.add_column("scheme", sa.Column(name, sa.Integer(), nullable=False, server_default=default))
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        *(sa.Column(each, sa.Text(), nullable=False) for each in ("kind", "given_by", "came_by", "about")),
        *(sa.Column(each, sa.Uuid(), nullable=True) for each in USERS),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        *(sa.Column(each, sa.Date(), nullable=True) for each in DAYS),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        *(sa.Column(f"{each}_sealed", sa.LargeBinary(), nullable=True) for each in SEALED),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("feedback", "known_kind", "kind IN ('complaint', 'compliment', 'incident')"),
        check("feedback", "known_giver", "given_by IN ('client', 'somebody else', 'colleague', 'anonymous')"),
        check("feedback", "known_way", "came_by IN ('own page', 'in person', 'phone', 'letter', 'email')"),
        check(
            "feedback",
            "known_about",
            "about IN ('our support', 'a colleague', 'waiting', 'privacy', 'access', 'a group', 'safety', 'other')",
        ),
        check("feedback", "known_severity", "severity IN ('minor', 'moderate', 'serious')"),
        check("feedback", "known_state", f"state IN ({STATES})"),
        check("feedback", "known_finding", "finding IN ('upheld', 'partly upheld', 'not upheld', 'taken back')"),
        check("feedback", "sealed_as_the_client", "client_id IS NULL OR client_id = person_id"),
        check("feedback", "client_is_named", "given_by <> 'client' OR client_id IS NOT NULL"),
        check("feedback", "finding_of_a_complaint", "finding IS NULL OR kind = 'complaint'"),
        check("feedback", "next_step_has_a_day", "next_step_sealed IS NULL OR next_step_on IS NOT NULL"),
        pointing("feedback", "scheme_id", "scheme"),
        pointing("feedback", "client_id", "client"),
        *(pointing("feedback", each, "user_account") for each in USERS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_feedback_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_feedback_scheme_id_state"), "feedback", ["scheme_id", "state"])
    for column in ("client_id", "person_id", *USERS):
        op.create_index(op.f(f"ix_feedback_{column}"), "feedback", [column])
    op.create_table(
        "feedback_step",
        *(sa.Column(each, sa.Uuid(), nullable=False) for each in ("id", "feedback_id", "person_id")),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("is_acknowledged", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        check("feedback_step", "known_state", f"to_state IN ({STATES})"),
        pointing("feedback_step", "feedback_id", "feedback", ondelete="CASCADE"),
        pointing("feedback_step", "recorded_by", "user_account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_step")),
        sa.UniqueConstraint("feedback_id", "submission_key", name=op.f("uq_feedback_step_feedback_id_submission_key")),
    )
    for column in ("person_id", "recorded_by"):
        op.create_index(op.f(f"ix_feedback_step_{column}"), "feedback_step", [column])


def downgrade() -> None:
    op.drop_table("feedback_step")
    op.drop_table("feedback")
    for name in SETTINGS:
        op.drop_column("scheme", name)
