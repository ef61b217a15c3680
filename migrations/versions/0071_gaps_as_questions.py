"""What was asked about gaps, and answered, as questions: each gap and its question carry the same id.

Old code runs against it: it goes on with the gaps, and what it asks has no question.
"""

from alembic import op

revision = "0071_gaps_as_questions"
down_revision = "0070_questions"
branch_labels = None
depends_on = None

QUESTIONS = """
    INSERT INTO question (id, scheme_id, asked_by, asked_at, area, sameness, gap_id, waits_since, first_answered_at,
                          confirmed_at)
    SELECT id, scheme_id, asked_by, asked_at, area, CAST(id AS TEXT), id,
           CASE WHEN answered_at IS NULL THEN asked_at END, answered_at, answered_at
    FROM gap
"""
NEEDS = "INSERT INTO question_need (question_id, term_id) SELECT gap_id, term_id FROM gap_need"
ANSWERS = """
    INSERT INTO answer (id, question_id, number, answered_by, answered_at, advice, phone_first, is_nothing_yet)
    SELECT id, id, 1, answered_by, answered_at, answer, false, false FROM gap WHERE answer IS NOT NULL
"""


def upgrade() -> None:
    for statement in (QUESTIONS, NEEDS, ANSWERS):
        op.execute(statement)


def downgrade() -> None:
    """Nothing: the gaps are as they were, and the questions go with their tables."""
