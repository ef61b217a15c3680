"""What groups answer to requests to come along, and when a team has seen to one.

Old code runs against it: groups answer nothing there, and requests are let go of as before. Of what was asked before,
no team was named to who asked: no team sees it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0061_answers_to_requests"
down_revision = "0060_verification"
branch_labels = None
depends_on = None

ANSWERS = "answer IN ('in touch', 'come along', 'full', 'not for us')"


def upgrade() -> None:
    with op.batch_alter_table("join_request") as request:
        request.add_column(sa.Column("answer", sa.Text(), nullable=True))
        request.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        request.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        request.add_column(sa.Column("team_id", sa.Uuid(), nullable=True))
        request.create_foreign_key(op.f("fk_join_request_team_id_scheme"), "scheme", ["team_id"], ["id"])
        request.create_check_constraint(op.f("ck_join_request_known_answer"), ANSWERS)
        request.create_check_constraint(
            op.f("ck_join_request_answer_has_time"), "(answer IS NULL) = (answered_at IS NULL)"
        )
    op.create_index(op.f("ix_join_request_team_id"), "join_request", ["team_id"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind = 'join_answer'")
    op.drop_index(op.f("ix_join_request_team_id"), table_name="join_request")
    with op.batch_alter_table("join_request") as request:
        request.drop_constraint(op.f("fk_join_request_team_id_scheme"), type_="foreignkey")
        request.drop_column("team_id")
        request.drop_constraint(op.f("ck_join_request_answer_has_time"), type_="check")
        request.drop_constraint(op.f("ck_join_request_known_answer"), type_="check")
        request.drop_column("settled_at")
        request.drop_column("answered_at")
        request.drop_column("answer")
