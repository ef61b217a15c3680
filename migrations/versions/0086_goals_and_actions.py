"""Goals of a plan with how much they matter, the actions towards them, and every change of a plan.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0086_goals_and_actions"
down_revision = "0085_referral_details"
branch_labels = None
depends_on = None

WHOSE = "'person', 'coordinator', 'somebody else'"
KINDS = (
    "'goal added', 'goal changed', 'goal rated', 'goal moved', 'goal removed', 'goal put back', "
    "'action added', 'action changed', 'action moved', 'action removed', 'action put back'"
)
INDEXED = {
    "goal": (("scheme_id", "client_id"), ("case_id",), ("added_by",)),
    "goal_rating": (("scheme_id", "client_id"), ("goal_id",), ("recorded_by",)),
    "plan_action": (
        ("scheme_id", "client_id"),
        ("scheme_id", "state", "due_on"),
        ("case_id",),
        ("goal_id",),
        ("planned_id",),
        ("added_by",),
    ),
    "plan_change": (("scheme_id", "client_id"), ("goal_id",), ("action_id",), ("changed_by",)),
}


def of_client(table: str, *more: tuple[str, str]) -> list[sa.Column | sa.ForeignKeyConstraint]:
    """The columns that say whose a row is, and what else it points at: (column, table)."""
    pointing = (("scheme_id", "scheme"), ("client_id", "client"), *more)
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in pointing
        ),
    ]


def one_to_ten(table: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(f"{each} BETWEEN 1 AND 10", name=op.f(f"ck_{table}_{each}_in_range"))
        for each in ("importance", "confidence")
    ]


def upgrade() -> None:
    op.create_table(
        "goal",
        *of_client("goal", ("case_id", "client_case"), ("added_by", "user_account")),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('working on it', 'on hold', 'reached', 'let go')", name=op.f("ck_goal_known_state")
        ),
        sa.CheckConstraint("result IN ('achieved', 'partly', 'not')", name=op.f("ck_goal_known_result")),
        *one_to_ten("goal"),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_goal_client_id_submission_key")),
    )
    op.create_table(
        "goal_rating",
        *of_client("goal_rating", ("goal_id", "goal"), ("recorded_by", "user_account")),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        *one_to_ten("goal_rating"),
        sa.CheckConstraint(
            "importance IS NOT NULL OR confidence IS NOT NULL", name=op.f("ck_goal_rating_says_something")
        ),
    )
    op.create_table(
        "plan_action",
        *of_client(
            "plan_action",
            ("case_id", "client_case"),
            ("goal_id", "goal"),
            ("planned_id", "planned_activity"),
            ("added_by", "user_account"),
        ),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("planned_id", sa.Uuid(), nullable=True),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("who_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("helps_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("what_sealed IS NOT NULL OR planned_id IS NOT NULL", name=op.f("ck_plan_action_says_what")),
        sa.CheckConstraint(f"who IN ({WHOSE})", name=op.f("ck_plan_action_known_who")),
        sa.CheckConstraint(
            "(who = 'somebody else') = (who_name_sealed IS NOT NULL)", name=op.f("ck_plan_action_names_somebody_else")
        ),
        sa.CheckConstraint(f"idea IN ({WHOSE})", name=op.f("ck_plan_action_known_idea")),
        sa.CheckConstraint("state IN ('to do', 'done', 'dropped')", name=op.f("ck_plan_action_known_state")),
        sa.CheckConstraint("(state = 'to do') = (ended_on IS NULL)", name=op.f("ck_plan_action_ending_has_date")),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_plan_action_client_id_submission_key")),
    )
    op.create_table(
        "plan_change",
        *of_client(
            "plan_change",
            ("case_id", "client_case"),
            ("goal_id", "goal"),
            ("action_id", "plan_action"),
            ("changed_by", "user_account"),
        ),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_plan_change_known_kind")),
        sa.CheckConstraint("(goal_id IS NULL) <> (action_id IS NULL)", name=op.f("ck_plan_change_of_one_thing")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_plan_change_case_id_number")),
    )
    for table, indexed in INDEXED.items():
        for columns in indexed:
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def downgrade() -> None:
    for table in ("plan_change", "plan_action", "goal_rating", "goal"):
        op.drop_table(table)
