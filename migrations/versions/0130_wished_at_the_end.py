"""Whether somebody would have liked more, answered as their case was closed, is kept where sessions are counted.

Old code runs against it: the answers stand beside how the case ended as they did.
"""

from alembic import op

revision = "0130_wished_at_the_end"
down_revision = "0129_told_given_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No two rows have one id, of whatever table, so that each may have that of the closure it comes from.
    op.execute("""
        INSERT INTO more_wanted (id, scheme_id, client_id, case_id, is_wanted, recorded_by, recorded_at)
        SELECT id, scheme_id, client_id, case_id, wanted_more, recorded_by, recorded_at FROM closure
        WHERE wanted_more IS NOT NULL AND replaced_at IS NULL AND undone_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM more_wanted WHERE more_wanted.case_id = closure.case_id)
    """)


def downgrade() -> None:
    """What was answered stays: old code knows the table, and nobody can tell any more which answer came from where."""
