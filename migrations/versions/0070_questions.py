"""Questions to champions, apart from what is missing: with circumstances, answers that name activities, and their use.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0070_questions"
down_revision = "0069_domain_areas"
branch_labels = None
depends_on = None

WHYS = "asked_back_why IN ('full', 'too far', 'not suited', 'no reply', 'say more')"
KINDS = "kind IN ('age', 'access', 'time', 'cost', 'language', 'travel')"
NEVER_ANSWERED = "first_answered_at IS NULL"


def upgrade() -> None:
    make_question()
    make_parts_of_question()
    make_answer()


def make_question() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("sameness", sa.Text(), nullable=False),
        sa.Column("gap_id", sa.Uuid(), nullable=True),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_back_why", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_out_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(asked_back_at IS NULL) = (asked_back_why IS NULL)", name=op.f("ck_question_asked_back_says_why")
        ),
        sa.CheckConstraint(WHYS, name=op.f("ck_question_known_asked_back_why")),
        sa.CheckConstraint(
            "(taken_out_at IS NULL) = (taken_out_by IS NULL)", name=op.f("ck_question_taken_out_is_somebodys")
        ),
        sa.CheckConstraint(
            "(first_answered_at IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_question_answer_was_confirmed")
        ),
        sa.CheckConstraint(
            "first_answered_at IS NOT NULL OR waits_since IS NOT NULL", name=op.f("ck_question_answered_or_waits")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_question_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["asked_by"], ["user_account.id"], name=op.f("fk_question_asked_by_user_account")),
        sa.ForeignKeyConstraint(["gap_id"], ["gap.id"], name=op.f("fk_question_gap_id_gap"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["taken_out_by"], ["user_account.id"], name=op.f("fk_question_taken_out_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("gap_id", name=op.f("uq_question_gap_id")),
    )
    op.create_index(
        "uq_question_waits_once",
        "question",
        ["scheme_id", "asked_by", "sameness"],
        unique=True,
        sqlite_where=sa.text(NEVER_ANSWERED),
        postgresql_where=sa.text(NEVER_ANSWERED),
    )
    op.create_index(op.f("ix_question_scheme_id_confirmed_at"), "question", ["scheme_id", "confirmed_at"])
    for name in ("asked_by", "waits_since", "taken_out_by"):
        op.create_index(op.f(f"ix_question_{name}"), "question", [name])


def make_parts_of_question() -> None:
    op.create_table(
        "question_need",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_need_question_id_question"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["taxonomy_term.id"], name=op.f("fk_question_need_term_id_taxonomy_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "term_id", name=op.f("pk_question_need")),
    )
    op.create_index(op.f("ix_question_need_term_id"), "question_need", ["term_id"])
    op.create_table(
        "question_circumstance",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_question_circumstance_known_kind")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_circumstance_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "kind", "code", name=op.f("pk_question_circumstance")),
    )


def make_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("phone_first", sa.Boolean(), nullable=False),
        sa.Column("is_nothing_yet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["user_account.id"], name=op.f("fk_answer_answered_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("question_id", "number", name=op.f("uq_answer_question_id_number")),
    )
    op.create_index(op.f("ix_answer_answered_by"), "answer", ["answered_by"])
    op.create_table(
        "answer_activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_activity_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_answer_activity_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_activity")),
        sa.UniqueConstraint("answer_id", "place", name=op.f("uq_answer_activity_answer_id_place")),
    )
    op.create_index(op.f("ix_answer_activity_service_id"), "answer_activity", ["service_id"])
    op.create_table(
        "answer_use",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_use_question_id_question"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_answer_use_user_id_user_account")),
        sa.PrimaryKeyConstraint("question_id", "user_id", name=op.f("pk_answer_use")),
    )
    op.create_index(op.f("ix_answer_use_user_id"), "answer_use", ["user_id"])


def downgrade() -> None:
    for table in ("answer_use", "answer_activity", "answer", "question_circumstance", "question_need", "question"):
        op.drop_table(table)
