"""What it takes to put records right: numbered moves that name the one they take back, and versions to notice who
else changed a record.

Old code runs against it: every new column has a default of its own or may be empty. Moves that old code adds
meanwhile have the number nought.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_putting_right"
down_revision = "0008_revisions"
branch_labels = None
depends_on = None

VERSIONED = ("client", "client_case", "instrument_response")


def upgrade() -> None:
    op.add_column("referral_move", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("referral_move", sa.Column("takes_back", sa.Integer(), nullable=True))
    op.add_column("referral_move", sa.Column("submission_key", sa.Text(), nullable=True))
    op.create_index(
        "uq_referral_move_submission", "referral_move", ["onward_referral_id", "submission_key"], unique=True
    )
    op.execute(
        "UPDATE referral_move SET number = ("
        " SELECT count(*) FROM referral_move AS earlier"
        " WHERE earlier.onward_referral_id = referral_move.onward_referral_id"
        " AND (earlier.recorded_at < referral_move.recorded_at"
        " OR (earlier.recorded_at = referral_move.recorded_at AND earlier.id <= referral_move.id)))"
    )
    for table in VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for table in reversed(VERSIONED):
        op.drop_column(table, "version")
    op.drop_index("uq_referral_move_submission", table_name="referral_move")
    op.drop_column("referral_move", "submission_key")
    op.drop_column("referral_move", "takes_back")
    op.drop_column("referral_move", "number")
