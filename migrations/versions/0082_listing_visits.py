"""First visits to listings: what was looked at and asked, with the day and who.

Old code runs against it and knows nothing of visits.
"""

import sqlalchemy as sa
from alembic import op

revision = "0082_listing_visits"
down_revision = "0081_group_forms"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listing_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("visited_by", sa.Uuid(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("found_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_visit_service_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visited_by"], ["user_account.id"], name=op.f("fk_listing_visit_visited_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_visit")),
    )
    op.create_index(op.f("ix_listing_visit_service_id_visited_on"), "listing_visit", ["service_id", "visited_on"])
    op.create_index(op.f("ix_listing_visit_visited_by"), "listing_visit", ["visited_by"])


def downgrade() -> None:
    op.drop_table("listing_visit")
