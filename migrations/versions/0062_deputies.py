"""Who keeps a domain beside its champion.

Old code runs against it: to it a domain is its champion's alone.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062_deputies"
down_revision = "0061_answers_to_requests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "champion_domain_deputy",
        sa.Column("domain_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"],
            ["champion_domain.id"],
            name=op.f("fk_champion_domain_deputy_domain_id_champion_domain"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_champion_domain_deputy_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("domain_id", "user_id", name=op.f("pk_champion_domain_deputy")),
    )
    op.create_index(op.f("ix_champion_domain_deputy_user_id"), "champion_domain_deputy", ["user_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_champion_domain_deputy_user_id"), table_name="champion_domain_deputy")
    op.drop_table("champion_domain_deputy")
