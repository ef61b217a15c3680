"""Assessments: when and how they are, and what was found in them.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0104_assessments"
down_revision = "0103_nudges"
branch_labels = None
depends_on = None

REASONS = "'illness', 'crisis', 'could not take part', 'did not come', 'chose not to', 'ours', 'logistics'"
IS_OPEN = "state IN ('held', 'planned')"
USERS = ("coordinator_id", "planned_by", "changed_by", "finished_by")
POINTING = {"scheme_id": "scheme", "client_id": "client", "case_id": "client_case"} | dict.fromkeys(
    USERS, "user_account"
)
SEALED = ("place", "why", "present", "strengths", "concerns", "notes")
INDEXED = (("scheme_id", "client_id"), ("scheme_id", "state", "starts_at"), *((each,) for each in USERS))


def check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_assessment_{name}"))


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(each, sa.Uuid(), nullable=each in ("changed_by", "finished_by")) for each in POINTING),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lasts_minutes", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        *(sa.Column(f"{each}_sealed", sa.LargeBinary(), nullable=True) for each in SEALED),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        *(sa.Column(each, sa.Text(), nullable=False) for each in ("needs", "not_asked", "off_copy")),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        check("known_way", "way IN ('place', 'home visit', 'phone', 'video')"),
        check("known_state", "state IN ('planned', 'held', 'finished', 'not held')"),
        check("known_reason", f"reason IN ({REASONS})"),
        check("not_held_has_reason", "(state = 'not held') = (reason IS NOT NULL)"),
        check("finished_has_time", "(state = 'finished') = (finished_at IS NOT NULL)"),
        check("finished_by_somebody", "(finished_at IS NULL) = (finished_by IS NULL)"),
        check("lasts", "lasts_minutes > 0"),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_assessment_{column}_{other}"))
            for column, other in POINTING.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("client_id", "submission_key", name=op.f("uq_assessment_client_id_submission_key")),
    )
    for columns in INDEXED:
        op.create_index(op.f(f"ix_assessment_{'_'.join(columns)}"), "assessment", list(columns))
    op.create_index(
        "uq_assessment_open",
        "assessment",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )


def downgrade() -> None:
    op.drop_table("assessment")
