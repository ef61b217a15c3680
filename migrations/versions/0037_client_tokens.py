"""What sealed records of clients are found by: blind tokens, and by which index key they were made.

A migration opens no seal: `lynchpin serve` makes the tokens of clients who have none when it starts. Old code runs
against it: it makes no tokens, and those of the names it changes are old until then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0037_client_tokens"
down_revision = "0036_joined_at"
branch_labels = None
depends_on = None

KINDS = "'nhs number', 'email', 'phone', 'born on', 'name word', 'name beginning', 'name sound'"


def upgrade() -> None:
    op.add_column("client", sa.Column("tokens_by", sa.Text(), nullable=True))
    op.create_table(
        "client_token",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_client_token_known_kind")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_token_client_id_client"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_client_token_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("client_id", "kind", "token", name=op.f("pk_client_token")),
    )
    op.create_index(op.f("ix_client_token_scheme_id_token"), "client_token", ["scheme_id", "token"])
    op.create_index(
        "uq_client_token_nhs_number",
        "client_token",
        ["scheme_id", "token"],
        unique=True,
        sqlite_where=sa.text("kind = 'nhs number'"),
        postgresql_where=sa.text("kind = 'nhs number'"),
    )


def downgrade() -> None:
    op.drop_index("uq_client_token_nhs_number", table_name="client_token")
    op.drop_index(op.f("ix_client_token_scheme_id_token"), table_name="client_token")
    op.drop_table("client_token")
    op.drop_column("client", "tokens_by")
