"""What HSDS has and the catalogue had no column for: pages elsewhere, units of a scheme, areas of one place, licences.

Old code runs against it: it does not know the table and the columns, all of which may be empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018_nothing_lost"
down_revision = "0017_record_versions"
branch_labels = None
depends_on = None

TEXTS = (
    ("organization", "tax_status"),
    ("organization", "tax_id"),
    ("service", "licenses"),
    ("service_area", "service_area"),
    ("service_capacity", "unit_scheme"),
    ("service_capacity", "unit_identifier"),
    ("service_capacity", "unit_uri"),
)


def upgrade() -> None:
    op.create_table(
        "web_address",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "organization_id IS NOT NULL OR service_id IS NOT NULL", name=op.f("ck_web_address_belongs_to_something")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_web_address_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_web_address_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_address")),
    )
    op.create_index(op.f("ix_web_address_organization_id"), "web_address", ["organization_id"])
    op.create_index(op.f("ix_web_address_service_id"), "web_address", ["service_id"])
    for table, name in TEXTS:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    op.add_column("service_capacity", sa.Column("unit_id", sa.Uuid(), nullable=True))
    with op.batch_alter_table("service_area") as service_area:
        service_area.add_column(sa.Column("service_at_location_id", sa.Uuid(), nullable=True))
        service_area.create_foreign_key(
            op.f("fk_service_area_service_at_location_id_service_at_location"),
            "service_at_location",
            ["service_at_location_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index(op.f("ix_service_area_service_at_location_id"), "service_area", ["service_at_location_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_service_area_service_at_location_id"), table_name="service_area")
    with op.batch_alter_table("service_area") as service_area:
        service_area.drop_constraint(
            op.f("fk_service_area_service_at_location_id_service_at_location"), type_="foreignkey"
        )
        service_area.drop_column("service_at_location_id")
    op.drop_column("service_capacity", "unit_id")
    for table, name in reversed(TEXTS):
        op.drop_column(table, name)
    op.drop_index(op.f("ix_web_address_service_id"), table_name="web_address")
    op.drop_index(op.f("ix_web_address_organization_id"), table_name="web_address")
    op.drop_table("web_address")
