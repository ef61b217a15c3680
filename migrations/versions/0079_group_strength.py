"""What groups say of who pays for them, how large they are, and what help they need.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0079_group_strength"
down_revision = "0078_referrers"
branch_labels = None
depends_on = None

INCOMES = "income IN ('under 10,000', '10,000 to 100,000', '100,000 to 1 million', 'over 1 million')"
HELPS = (
    "help IN ('volunteers', 'room', 'money', 'trustees', 'transport', 'equipment', 'being known', 'training', 'advice')"
)


def upgrade() -> None:
    op.create_table(
        "group_strength",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("funded_until", sa.Date(), nullable=True),
        sa.Column("main_funder", sa.Text(), nullable=True),
        sa.Column("income", sa.Text(), nullable=True),
        sa.Column("people_a_week", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.Column("shows_volunteers", sa.Boolean(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(INCOMES, name=op.f("ck_group_strength_known_income")),
        sa.CheckConstraint(
            "people_a_week >= 0 AND staff >= 0 AND volunteers >= 0",
            name=op.f("ck_group_strength_numbers_not_negative"),
        ),
        sa.CheckConstraint("way IN ('link', 'post', 'phone', 'visit')", name=op.f("ck_group_strength_known_way")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_group_strength_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_strength")),
    )
    op.create_index(
        op.f("ix_group_strength_organization_id_recorded_at"), "group_strength", ["organization_id", "recorded_at"]
    )
    op.create_table(
        "help_wanted",
        sa.Column("strength_id", sa.Uuid(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.CheckConstraint(HELPS, name=op.f("ck_help_wanted_known_help")),
        sa.ForeignKeyConstraint(
            ["strength_id"],
            ["group_strength.id"],
            name=op.f("fk_help_wanted_strength_id_group_strength"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("strength_id", "help", name=op.f("pk_help_wanted")),
    )


def downgrade() -> None:
    op.drop_table("help_wanted")
    op.drop_index(op.f("ix_group_strength_organization_id_recorded_at"), table_name="group_strength")
    op.drop_table("group_strength")
