"""When a scheme met a group, and who knows whom there.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074_relationships"
down_revision = "0073_assurance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    make_meetings()
    make_meeting_groups()
    make_meeting_colleagues()
    make_contacts()


def make_meetings() -> None:
    op.create_table(
        "group_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("about_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("way IN ('visit', 'forum', 'meeting', 'call')", name=op.f("ck_group_meeting_known_way")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_group_meeting_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_group_meeting_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_meeting")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_group_meeting_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_group_meeting_scheme_id_met_on"), "group_meeting", ["scheme_id", "met_on"])
    op.create_index(op.f("ix_group_meeting_recorded_by"), "group_meeting", ["recorded_by"])


def make_meeting_groups() -> None:
    op.create_table(
        "meeting_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["group_meeting.id"],
            name=op.f("fk_meeting_group_meeting_id_group_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_meeting_group_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_group")),
    )
    op.create_index(op.f("ix_meeting_group_meeting_id"), "meeting_group", ["meeting_id"])
    op.create_index(op.f("ix_meeting_group_organization_id"), "meeting_group", ["organization_id"])


def make_meeting_colleagues() -> None:
    op.create_table(
        "meeting_colleague",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["group_meeting.id"],
            name=op.f("fk_meeting_colleague_meeting_id_group_meeting"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_meeting_colleague_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "user_id", name=op.f("pk_meeting_colleague")),
    )
    op.create_index(op.f("ix_meeting_colleague_user_id"), "meeting_colleague", ["user_id"])


def make_contacts() -> None:
    op.create_table(
        "group_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("known_by", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reach_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(forgotten_at IS NULL) = (name_sealed IS NOT NULL) AND (forgotten_at IS NULL OR reach_sealed IS NULL)",
            name=op.f("ck_group_contact_forgotten_without_name"),
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_group_contact_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_group_contact_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["known_by"], ["user_account.id"], name=op.f("fk_group_contact_known_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_contact")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_group_contact_scheme_id_submission_key")),
    )
    op.create_index(
        op.f("ix_group_contact_scheme_id_organization_id"), "group_contact", ["scheme_id", "organization_id"]
    )
    op.create_index(op.f("ix_group_contact_organization_id"), "group_contact", ["organization_id"])
    op.create_index(op.f("ix_group_contact_known_by"), "group_contact", ["known_by"])


def downgrade() -> None:
    for table in ("group_contact", "meeting_colleague", "meeting_group", "group_meeting"):
        op.drop_table(table)
