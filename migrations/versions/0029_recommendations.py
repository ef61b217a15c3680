"""What champions recommend, what for and why.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029_recommendations"
down_revision = "0028_account_links"
branch_labels = None
depends_on = None

STANDS = "taken_back_at IS NULL"
CASCADING = (("domain_id", "champion_domain"), ("term_id", "taxonomy_term"), ("service_id", "service"))
INDEXED = ("domain_id", "term_id", "service_id", "recommended_by")


def upgrade() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("domain_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recommended_by", sa.Uuid(), nullable=False),
        sa.Column("recommended_on", sa.Date(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_recommendation_scheme_id_scheme")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_recommendation_{column}_{table}"), ondelete="CASCADE"
            )
            for column, table in CASCADING
        ),
        sa.ForeignKeyConstraint(
            ["recommended_by"], ["user_account.id"], name=op.f("fk_recommendation_recommended_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_recommendation_{column}"), "recommendation", [column])
    op.create_index(
        "uq_recommendation_stands",
        "recommendation",
        ["scheme_id", "domain_id", "service_id", "term_id"],
        unique=True,
        sqlite_where=sa.text(STANDS),
        postgresql_where=sa.text(STANDS),
    )


def downgrade() -> None:
    op.drop_index("uq_recommendation_stands", table_name="recommendation")
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_recommendation_{column}"), table_name="recommendation")
    op.drop_table("recommendation")
