"""Questionnaires answered question by question: the answer to each, or why there is none.

Old code runs against it: it knows the totals of one questionnaire, and reads no others.
"""

import sqlalchemy as sa
from alembic import op

revision = "0137_answers"
down_revision = "0136_taken_as_known"
branch_labels = None
depends_on = None

ANSWER = "instrument_answer"


def upgrade() -> None:
    op.create_table(
        ANSWER,
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(value IS NULL) = (left_out IS NOT NULL)", name=op.f("ck_instrument_answer_answered_or_left_out")
        ),
        sa.CheckConstraint("left_out IN ('refused', 'not asked')", name=op.f("ck_instrument_answer_known_left_out")),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["instrument_response.id"],
            name=op.f("fk_instrument_answer_response_id_instrument_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "item", name=op.f("pk_instrument_answer")),
    )


def downgrade() -> None:
    # Older code reads each response as one of wellbeing, and ends at one without scores.
    op.execute(
        "DELETE FROM score WHERE response_id IN"
        " (SELECT id FROM instrument_response WHERE instrument IN ('ons4', 'ucla3', 'lonely_direct', 'gp_use'))"
    )
    op.drop_table(ANSWER)
    op.execute("DELETE FROM instrument_response WHERE instrument IN ('ons4', 'ucla3', 'lonely_direct', 'gp_use')")
