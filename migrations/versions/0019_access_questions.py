"""Which question a fact about access answers, how wide a door is, and who answered it when.

Old code runs against it: what it writes answers no question.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019_access_questions"
down_revision = "0018_nothing_lost"
branch_labels = None
depends_on = None

WIDTH = "ck_accessibility_width_is_positive"
ANSWERED_BY = "fk_accessibility_answered_by_user_account"


def upgrade() -> None:
    # SQLite makes the table anew for it, since it adds no constraint to a column that is there already.
    with op.batch_alter_table("accessibility") as table:
        table.add_column(sa.Column("question", sa.Text(), nullable=True))
        table.add_column(sa.Column("width_cm", sa.Integer(), nullable=True))
        table.add_column(sa.Column("answered_by", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        table.create_check_constraint(op.f(WIDTH), "width_cm > 0")
        table.create_foreign_key(op.f(ANSWERED_BY), "user_account", ["answered_by"], ["id"])
        table.create_index(op.f("ix_accessibility_answered_by"), ["answered_by"])


def downgrade() -> None:
    with op.batch_alter_table("accessibility") as table:
        table.drop_index(op.f("ix_accessibility_answered_by"))
        table.drop_constraint(op.f(ANSWERED_BY), type_="foreignkey")
        table.drop_constraint(op.f(WIDTH), type_="check")
        for column in ("answered_on", "answered_by", "width_cm", "question"):
            table.drop_column(column)
