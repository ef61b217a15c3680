"""How many people matches found nothing for, and tokens by which nobody counts twice in a month.

Old code runs against it: it counts nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = "0063_unmet_matches"
down_revision = "0062_deputies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_match_count",
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("unmet_by", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "unmet_by IN ('nothing', 'not for them', 'full')", name=op.f("ck_unmet_match_count_known_way")
        ),
        sa.CheckConstraint("people > 0", name=op.f("ck_unmet_match_count_counts_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_unmet_match_count_scheme_id_scheme")),
        sa.PrimaryKeyConstraint("scheme_id", "month_on", "unmet_by", "code", "area", name=op.f("pk_unmet_match_count")),
    )
    op.create_table(
        "unmet_match_token",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_unmet_match_token")),
    )
    op.create_index(op.f("ix_unmet_match_token_month_on"), "unmet_match_token", ["month_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_unmet_match_token_month_on"), table_name="unmet_match_token")
    op.drop_table("unmet_match_token")
    op.drop_table("unmet_match_count")
