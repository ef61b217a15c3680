"""How the group of a referral is told: by email, by telephone or on paper.

Old code runs against it, and writes to every group that has an address.
"""

import sqlalchemy as sa
from alembic import op

revision = "0114_told_otherwise"
down_revision = "0113_referral_news"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("state IN ('accepted', 'attended', 'draft', 'going', 'not attended', 'sent', 'waiting')")


def index_open() -> None:
    op.create_index(
        "uq_onward_referral_open",
        "onward_referral",
        ["case_id", "service_id"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def upgrade() -> None:
    op.drop_index("uq_onward_referral_open", table_name="onward_referral")
    with op.batch_alter_table("onward_referral") as referral:
        referral.add_column(sa.Column("tell_by", sa.Text(), nullable=False, server_default="email"))
        referral.create_check_constraint(
            op.f("ck_onward_referral_known_tell_by"), "tell_by IN ('email', 'phone', 'print')"
        )
    index_open()


def downgrade() -> None:
    op.drop_index("uq_onward_referral_open", table_name="onward_referral")
    with op.batch_alter_table("onward_referral") as referral:
        referral.drop_constraint(op.f("ck_onward_referral_known_tell_by"), type_="check")
        referral.drop_column("tell_by")
    index_open()
