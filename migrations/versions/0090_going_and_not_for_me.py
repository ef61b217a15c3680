"""Two more states of a referral, “going” and “not for me”, with their reasons; and what groups ask back.

Old code runs against it, but cannot show a referral that has come to one of the new states.
"""

import sqlalchemy as sa
from alembic import op

revision = "0090_going_and_not_for_me"
down_revision = "0089_closures"
branch_labels = None
depends_on = None

OLD = ("draft", "sent", "accepted", "waiting", "declined", "withdrawn", "attended", "not attended", "ended")
NEW = ("draft", "sent", "accepted", "waiting", "declined", "withdrawn", "attended", "not attended", "going", "ended")
NEW += ("not for me",)
OLD_REASONS = ("no room", "not eligible", "out of area", "no reply", "client changed mind", "finished", "other")
NEW_REASONS = (
    *OLD_REASONS[:-1],
    "moved on",
    "health",
    "work or caring",
    "moved away",
    "too far",
    "wrong time",
    "cost",
    "not my thing",
    "the people",
    "other",
)
OLD_OPEN = ("accepted", "attended", "draft", "not attended", "sent", "waiting")
NEW_OPEN = ("accepted", "attended", "draft", "going", "not attended", "sent", "waiting")


def one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(each) for each in values)})"


def allow(states: tuple[str, ...], reasons: tuple[str, ...], still_open: tuple[str, ...]) -> None:
    op.drop_index("uq_onward_referral_open", table_name="onward_referral")
    with op.batch_alter_table("onward_referral") as referral:
        referral.drop_constraint(op.f("ck_onward_referral_known_state"), type_="check")
        referral.create_check_constraint(op.f("ck_onward_referral_known_state"), one_of("state", states))
    is_open = sa.text(one_of("state", still_open))
    op.create_index(
        "uq_onward_referral_open",
        "onward_referral",
        ["case_id", "service_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    with op.batch_alter_table("referral_move") as move:
        for name, column, values in (
            ("known_to_state", "to_state", states),
            ("known_from_state", "from_state", states),
            ("known_reason", "reason", reasons),
        ):
            move.drop_constraint(op.f(f"ck_referral_move_{name}"), type_="check")
            move.create_check_constraint(op.f(f"ck_referral_move_{name}"), one_of(column, values))


def upgrade() -> None:
    allow(NEW, NEW_REASONS, NEW_OPEN)
    op.create_table(
        "referral_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_referral_question_answered_by_somebody")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer_sealed IS NULL)", name=op.f("ck_referral_question_answer_has_time")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referral_question_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_referral_question_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_referral_question_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(["link_id"], ["signed_link.id"], name=op.f("fk_referral_question_link_id_signed_link")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_referral_question_answered_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_question")),
        sa.UniqueConstraint(
            "onward_referral_id", "submission_key", name=op.f("uq_referral_question_onward_referral_id_submission_key")
        ),
    )
    for columns in (("scheme_id", "client_id"), ("scheme_id", "answered_at"), ("link_id",), ("answered_by",)):
        op.create_index(op.f(f"ix_referral_question_{'_'.join(columns)}"), "referral_question", list(columns))


def downgrade() -> None:
    op.drop_table("referral_question")
    op.execute("DELETE FROM outbox_message WHERE kind = 'onward_answer'")
    # What is nearest to them of what old code knows.
    op.execute(
        "UPDATE referral_move SET reason = 'other' WHERE to_state IN ('ended', 'declined', 'not for me')"
        " AND reason IN ('moved on', 'health', 'work or caring', 'moved away', 'too far', 'wrong time', 'cost',"
        " 'not my thing', 'the people')"
    )
    op.execute(
        "UPDATE referral_move SET reason = 'client changed mind' WHERE to_state = 'not for me' AND reason IS NULL"
    )
    for column in ("to_state", "from_state"):
        op.execute(f"UPDATE referral_move SET {column} = 'attended' WHERE {column} = 'going'")  # noqa: S608
        op.execute(f"UPDATE referral_move SET {column} = 'ended' WHERE {column} = 'not for me'")  # noqa: S608
    op.execute("UPDATE onward_referral SET state = 'attended' WHERE state = 'going'")
    op.execute("UPDATE onward_referral SET state = 'ended' WHERE state = 'not for me'")
    allow(OLD, OLD_REASONS, OLD_OPEN)
