"""Past records that are brought as a file and evaluated as a cohort: who took part, and what they answered.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0123_imported_cohorts"
down_revision = "0122_clients_first"
branch_labels = None
depends_on = None

IS_WHOLE = sa.text("whole_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "imported_cohort",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("whole_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_cohort")),
    )
    op.create_index(
        "uq_imported_cohort_name_whole",
        "imported_cohort",
        ["name"],
        unique=True,
        sqlite_where=IS_WHOLE,
        postgresql_where=IS_WHOLE,
    )
    op.create_table(
        "imported_person",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("referral_source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["imported_cohort.id"], name=op.f("fk_imported_person_cohort_id_imported_cohort")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "number", name=op.f("pk_imported_person")),
    )
    op.create_table(
        "imported_answer",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("administered_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('baseline', 'review', 'exit', 'follow_up')", name=op.f("ck_imported_answer_known_stage")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id", "person"],
            ["imported_person.cohort_id", "imported_person.number"],
            name=op.f("fk_imported_answer_cohort_id_person_imported_person"),
        ),
        sa.PrimaryKeyConstraint("cohort_id", "number", name=op.f("pk_imported_answer")),
    )
    op.create_index(op.f("ix_imported_answer_cohort_id_person"), "imported_answer", ["cohort_id", "person"])


def downgrade() -> None:
    op.drop_table("imported_answer")
    op.drop_table("imported_person")
    op.drop_table("imported_cohort")
