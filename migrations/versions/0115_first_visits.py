"""Who goes along with somebody for the first time, how they get there, and whether it came about.

Old code runs against it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0115_first_visits"
down_revision = "0114_told_otherwise"
branch_labels = None
depends_on = None

COMPANY = "company IN ('nobody', 'coordinator', 'volunteer', 'somebody of the group', 'somebody they know')"
TRANSPORT = "transport IN ('by themselves', 'bus or train', 'lift', 'community transport', 'taxi')"


def upgrade() -> None:
    op.create_table(
        "first_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("companion_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("visit_on", sa.Date(), nullable=True),
        sa.Column("meeting_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("transport", sa.Text(), nullable=True),
        sa.Column("is_arranged", sa.Boolean(), nullable=False),
        sa.Column("getting_there_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("came_about", sa.Boolean(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(COMPANY, name=op.f("ck_first_visit_known_company")),
        sa.CheckConstraint(TRANSPORT, name=op.f("ck_first_visit_known_transport")),
        sa.CheckConstraint(
            "came_about IS NULL OR visit_on IS NOT NULL", name=op.f("ck_first_visit_came_about_on_a_day")
        ),
        sa.CheckConstraint("NOT is_arranged OR transport IS NOT NULL", name=op.f("ck_first_visit_arranged_some_way")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_first_visit_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_first_visit_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_first_visit_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_first_visit_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_visit")),
        sa.UniqueConstraint("onward_referral_id", name=op.f("uq_first_visit_onward_referral_id")),
    )
    op.create_index(op.f("ix_first_visit_scheme_id_client_id"), "first_visit", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_first_visit_scheme_id_visit_on"), "first_visit", ["scheme_id", "visit_on"])
    op.create_index(op.f("ix_first_visit_recorded_by"), "first_visit", ["recorded_by"])


def downgrade() -> None:
    op.drop_table("first_visit")
