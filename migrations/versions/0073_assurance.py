"""What is known of how groups keep people safe, and what coordinators were warned of when they referred somebody.

Old code runs against it: nobody is warned there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0073_assurance"
down_revision = "0072_pauses"
branch_labels = None
depends_on = None

CHECKS = (
    ("policy IN ('yes', 'no', 'unknown')", "known_policy"),
    ("insurance IN ('yes', 'no', 'unknown')", "known_insurance"),
    ("dbs IN ('yes', 'not needed', 'unknown')", "known_dbs"),
    ("data_protection IN ('yes', 'no', 'unknown')", "known_data_protection"),
    ("way IN ('seen', 'told')", "known_way"),
    ("recorded_by IS NOT NULL OR way = 'told'", "groups_only_tell"),
    ("checked_on <= valid_until", "days_in_order"),
    ("insurance_pence > 0", "insured_for_something"),
    ("insurance = 'yes' OR (insurance_pence IS NULL AND insured_until IS NULL)", "insured_if_at_all"),
    ("policy = 'yes' OR (policy_dated_on IS NULL AND policy_seen_on IS NULL)", "seen_if_held"),
)


def upgrade() -> None:
    op.create_table(
        "assurance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("policy_dated_on", sa.Date(), nullable=True),
        sa.Column("policy_seen_on", sa.Date(), nullable=True),
        sa.Column("lead_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("insurance", sa.Text(), nullable=False),
        sa.Column("insurance_pence", sa.Integer(), nullable=True),
        sa.Column("insured_until", sa.Date(), nullable=True),
        sa.Column("dbs", sa.Text(), nullable=False),
        sa.Column("complaints_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("data_protection", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.CheckConstraint(condition, name=op.f(f"ck_assurance_{name}")) for condition, name in CHECKS),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_assurance_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_assurance_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assurance")),
    )
    op.create_index(op.f("ix_assurance_organization_id_recorded_at"), "assurance", ["organization_id", "recorded_at"])
    op.create_index(op.f("ix_assurance_recorded_by"), "assurance", ["recorded_by"])
    op.add_column("onward_referral", sa.Column("warned_of", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("onward_referral", "warned_of")
    op.drop_index(op.f("ix_assurance_recorded_by"), table_name="assurance")
    op.drop_index(op.f("ix_assurance_organization_id_recorded_at"), table_name="assurance")
    op.drop_table("assurance")
