"""That a short message is to somebody who asked for themself.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0126_told_themselves"
down_revision = "0125_referrer_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("referrer_notice") as notice:
        notice.add_column(sa.Column("is_to_person", sa.Boolean(), nullable=False, server_default=sa.false()))
        notice.create_check_constraint(
            op.f("ck_referrer_notice_to_person_alone"), "NOT (is_to_person AND is_for_practice)"
        )


def downgrade() -> None:
    notices = sa.table("referrer_notice", sa.column("is_to_person", sa.Boolean()))
    op.execute(notices.delete().where(notices.c.is_to_person))
    with op.batch_alter_table("referrer_notice") as notice:
        notice.drop_constraint(op.f("ck_referrer_notice_to_person_alone"), type_="check")
        notice.drop_column("is_to_person")
