"""When the pages that listings lead to were last looked for, and what came of it.

Old code runs against it: nobody looks for pages there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0077_link_checks"
down_revision = "0076_weekly_letters"
branch_labels = None
depends_on = None

FOUND = "found IN ('not there', 'no such host', 'bad certificate', 'moved', 'parked', 'out of order')"


def upgrade() -> None:
    op.create_table(
        "link_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("failed_days", sa.Integer(), nullable=False),
        sa.Column("first_failed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(FOUND, name=op.f("ck_link_check_known_found")),
        sa.CheckConstraint(
            "(failed_days = 0) = (found IS NULL) AND (found IS NULL) = (first_failed_on IS NULL)",
            name=op.f("ck_link_check_failed_whole"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_check")),
    )
    op.create_index(op.f("ix_link_check_checked_on"), "link_check", ["checked_on"])
    op.create_index(op.f("ix_link_check_failed_days"), "link_check", ["failed_days"])


def downgrade() -> None:
    op.drop_index(op.f("ix_link_check_failed_days"), table_name="link_check")
    op.drop_index(op.f("ix_link_check_checked_on"), table_name="link_check")
    op.drop_table("link_check")
