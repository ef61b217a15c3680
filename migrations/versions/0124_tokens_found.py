"""An index that holds all a search asks of a token, so that of a name that many have no row is looked up.

Old code runs against it.
"""

from alembic import op

revision = "0124_tokens_found"
down_revision = "0123_imported_cohorts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_client_token_found"), "client_token", ["scheme_id", "token", "client_id", "kind"])
    op.drop_index(op.f("ix_client_token_scheme_id_token"), "client_token")


def downgrade() -> None:
    op.create_index(op.f("ix_client_token_scheme_id_token"), "client_token", ["scheme_id", "token"])
    op.drop_index(op.f("ix_client_token_found"), "client_token")
