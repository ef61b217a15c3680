"""The short message to whoever referred somebody who was not taken on: what is told, and what was.

Old code runs against it, but for those who are to be told that somebody was not taken on, which its pages cannot show.
"""

import sqlalchemy as sa
from alembic import op

revision = "0109_short_messages"
down_revision = "0108_signpost_answers"
branch_labels = None
depends_on = None

BEFORE = "about IN ('needs more', 'not reached')"
NOW = "about IN ('needs more', 'not reached', 'not taken on')"
MORE_IS_AGREED = "agreed_on IS NOT NULL OR (more_sealed IS NULL AND NOT is_for_practice)"


def upgrade() -> None:
    with op.batch_alter_table("referrer_notice") as notice:
        notice.add_column(sa.Column("told_way", sa.Text(), nullable=True))
        notice.add_column(sa.Column("agreed_on", sa.Date(), nullable=True))
        notice.add_column(sa.Column("is_for_practice", sa.Boolean(), nullable=False, server_default=sa.false()))
        notice.add_column(sa.Column("actions_sealed", sa.LargeBinary(), nullable=True))
        notice.add_column(sa.Column("more_sealed", sa.LargeBinary(), nullable=True))
        notice.add_column(sa.Column("content_sealed", sa.LargeBinary(), nullable=True))
        notice.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        notice.drop_constraint(op.f("ck_referrer_notice_known_about"), type_="check")
        notice.create_check_constraint(op.f("ck_referrer_notice_known_about"), NOW)
        notice.create_check_constraint(
            op.f("ck_referrer_notice_known_told_way"), "told_way IN ('email', 'paper', 'by hand', 'phone')"
        )
        notice.create_check_constraint(
            op.f("ck_referrer_notice_told_some_way"), "told_way IS NULL OR told_at IS NOT NULL"
        )
        notice.create_check_constraint(op.f("ck_referrer_notice_more_is_agreed"), MORE_IS_AGREED)


def downgrade() -> None:
    notices = sa.table("referrer_notice", sa.column("about", sa.Text()))
    op.execute(notices.delete().where(notices.c.about == "not taken on"))
    with op.batch_alter_table("referrer_notice") as notice:
        for name in ("more_is_agreed", "told_some_way", "known_told_way", "known_about"):
            notice.drop_constraint(op.f(f"ck_referrer_notice_{name}"), type_="check")
        notice.create_check_constraint(op.f("ck_referrer_notice_known_about"), BEFORE)
        for column in (
            "version",
            "content_sealed",
            "more_sealed",
            "actions_sealed",
            "is_for_practice",
            "agreed_on",
            "told_way",
        ):
            notice.drop_column(column)
