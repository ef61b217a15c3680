"""Champion domains and the checks made of listings.

Old code does not run against an earlier schema: these are the first tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004_champions"
down_revision = "0003_casework_and_referrals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "champion_domain",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("champion_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["champion_id"], ["user_account.id"], name=op.f("fk_champion_domain_champion_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_champion_domain")),
        sa.UniqueConstraint("name", name=op.f("uq_champion_domain_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_champion_domain_slug")),
    )
    op.create_index(op.f("ix_champion_domain_champion_id"), "champion_domain", ["champion_id"], unique=False)
    op.create_table(
        "champion_domain_term",
        sa.Column("domain_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"],
            ["champion_domain.id"],
            name=op.f("fk_champion_domain_term_domain_id_champion_domain"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["taxonomy_term.id"],
            name=op.f("fk_champion_domain_term_term_id_taxonomy_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("domain_id", "term_id", name=op.f("pk_champion_domain_term")),
    )
    op.create_index(op.f("ix_champion_domain_term_term_id"), "champion_domain_term", ["term_id"], unique=False)
    op.create_table(
        "listing_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("result IN ('still right', 'changed')", name=op.f("ck_listing_check_known_result")),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["user_account.id"], name=op.f("fk_listing_check_checked_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_listing_check_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_check")),
    )
    op.create_index(op.f("ix_listing_check_checked_by"), "listing_check", ["checked_by"], unique=False)
    op.create_index(
        op.f("ix_listing_check_service_id_checked_on"),
        "listing_check",
        ["service_id", "checked_on"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_listing_check_service_id_checked_on"), table_name="listing_check")
    op.drop_index(op.f("ix_listing_check_checked_by"), table_name="listing_check")
    op.drop_table("listing_check")
    op.drop_index(op.f("ix_champion_domain_term_term_id"), table_name="champion_domain_term")
    op.drop_table("champion_domain_term")
    op.drop_index(op.f("ix_champion_domain_champion_id"), table_name="champion_domain")
    op.drop_table("champion_domain")
