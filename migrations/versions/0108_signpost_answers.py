"""What somebody said of a place they were told of.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0108_signpost_answers"
down_revision = "0107_reached_directly"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("signpost") as signpost:
        signpost.add_column(sa.Column("answer", sa.Text(), nullable=False, server_default="offered"))
        signpost.create_check_constraint(
            op.f("ck_signpost_known_answer"), "answer IN ('offered', 'accepted', 'declined')"
        )


def downgrade() -> None:
    with op.batch_alter_table("signpost") as signpost:
        signpost.drop_constraint(op.f("ck_signpost_known_answer"), type_="check")
        signpost.drop_column("answer")
