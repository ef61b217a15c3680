"""When colleagues were told that who was taken on directly is to be reached, and finding the open cases of a team.

Old code runs against it and tells nobody of those.
"""

import sqlalchemy as sa
from alembic import op

revision = "0107_reached_directly"
down_revision = "0106_referral_tellings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("allocation", sa.Column("contact_told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("allocation", sa.Column("contact_late_told_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_client_case_scheme_id_closed_on"), "client_case", ["scheme_id", "closed_on"])
    op.create_index(op.f("ix_assessment_case_id"), "assessment", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_assessment_case_id"), "assessment")
    op.drop_index(op.f("ix_client_case_scheme_id_closed_on"), "client_case")
    op.drop_column("allocation", "contact_late_told_at")
    op.drop_column("allocation", "contact_told_at")
