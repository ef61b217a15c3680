"""How somebody is reached safely, whether letters go to their home, and what a manager said of somebody too young.

Old code runs against it: it knows neither the columns nor the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045_young_people"
down_revision = "0044_retention_holds"
branch_labels = None
depends_on = None

KEYS = {"scheme_id": "scheme", "client_id": "client", "answered_by": "user_account"}


def upgrade() -> None:
    op.add_column("client", sa.Column("safe_contact_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("client", sa.Column("letters_home", sa.Boolean(), nullable=True))
    op.create_table(
        "age_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_age_question_answered_by_somebody")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_age_question_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_age_question")),
        sa.UniqueConstraint("client_id", name=op.f("uq_age_question_client_id")),
    )
    op.create_index(op.f("ix_age_question_scheme_id_answered_at"), "age_question", ["scheme_id", "answered_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_age_question_scheme_id_answered_at"), table_name="age_question")
    op.drop_table("age_question")
    op.drop_column("client", "letters_home")
    op.drop_column("client", "safe_contact_sealed")
