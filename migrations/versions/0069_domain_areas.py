"""The areas of domains, what lies outside them, how they change hands, and domains that were ended.

Old code runs against it: to it a domain is everywhere, and one that was ended goes on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0069_domain_areas"
down_revision = "0068_listing_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("champion_domain") as domain:
        domain.add_column(sa.Column("area_code", sa.Text(), nullable=True))
        domain.add_column(sa.Column("area_name", sa.Text(), nullable=True))
        domain.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        domain.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        domain.create_check_constraint(
            op.f("ck_champion_domain_area_has_name"), "(area_code IS NULL) = (area_name IS NULL)"
        )
    op.create_table(
        "listing_outside",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "listing_id", name=op.f("pk_listing_outside")),
    )
    op.create_index(op.f("ix_listing_outside_listing_id"), "listing_outside", ["listing_id"])
    op.create_table(
        "domain_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("domain_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("handed_by", sa.Uuid(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["domain_id"],
            ["champion_domain.id"],
            name=op.f("fk_domain_handover_domain_id_champion_domain"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["from_id"], ["user_account.id"], name=op.f("fk_domain_handover_from_id_user_account")),
        sa.ForeignKeyConstraint(["to_id"], ["user_account.id"], name=op.f("fk_domain_handover_to_id_user_account")),
        sa.ForeignKeyConstraint(
            ["handed_by"], ["user_account.id"], name=op.f("fk_domain_handover_handed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain_handover")),
    )
    op.create_index(op.f("ix_domain_handover_domain_id_handed_at"), "domain_handover", ["domain_id", "handed_at"])
    op.create_index(op.f("ix_domain_handover_from_id"), "domain_handover", ["from_id"])
    op.create_index(op.f("ix_domain_handover_to_id"), "domain_handover", ["to_id"])
    op.create_index(op.f("ix_domain_handover_handed_by"), "domain_handover", ["handed_by"])
    op.create_table(
        "district_outside",
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("outward", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "outward", name=op.f("pk_district_outside")),
    )


def downgrade() -> None:
    op.drop_table("district_outside")
    for column in ("handed_by", "to_id", "from_id", "domain_id_handed_at"):
        op.drop_index(op.f(f"ix_domain_handover_{column}"), table_name="domain_handover")
    op.drop_table("domain_handover")
    op.drop_index(op.f("ix_listing_outside_listing_id"), table_name="listing_outside")
    op.drop_table("listing_outside")
    with op.batch_alter_table("champion_domain") as domain:
        domain.drop_constraint(op.f("ck_champion_domain_area_has_name"), type_="check")
        domain.drop_column("ended_at")
        domain.drop_column("version")
        domain.drop_column("area_name")
        domain.drop_column("area_code")
