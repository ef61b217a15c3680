"""Asking groups again that have not answered, and after how many working days a team does so.

Old code runs against it, and asks nobody again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0103_nudges"
down_revision = "0102_reminded"
branch_labels = None
depends_on = None

DAYS = {"first_nudge_days": "3", "second_nudge_days": "6", "give_back_days": "9"}


def upgrade() -> None:
    for name, days in DAYS.items():
        op.add_column("scheme", sa.Column(name, sa.Integer(), nullable=False, server_default=days))
    op.create_table(
        "group_letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_group_letter_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_group_letter_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_letter")),
    )
    for column in ("scheme_id", "service_id", "made_at"):
        op.create_index(op.f(f"ix_group_letter_{column}"), "group_letter", [column])
    op.create_table(
        "referral_nudge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nudged_on", sa.Date(), nullable=False),
        sa.CheckConstraint("number IN (1, 2)", name=op.f("ck_referral_nudge_known_number")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_referral_nudge_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_referral_nudge_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_referral_nudge_onward_referral_id_onward_referral"),
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["group_letter.id"],
            name=op.f("fk_referral_nudge_letter_id_group_letter"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_nudge")),
        sa.UniqueConstraint("onward_referral_id", "number", name=op.f("uq_referral_nudge_onward_referral_id_number")),
    )
    op.create_index(op.f("ix_referral_nudge_scheme_id_client_id"), "referral_nudge", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_referral_nudge_letter_id"), "referral_nudge", ["letter_id"])


def downgrade() -> None:
    op.execute("DELETE FROM outbox_message WHERE kind = 'group_referrals'")
    for name in ("link_code", "link_visit"):
        op.execute(f"DELETE FROM {name} WHERE link_id IN (SELECT id FROM signed_link WHERE purpose = 'group')")  # noqa: S608
    # Moves and questions that came by such a link stay, and so does the link, which leads nowhere any more.
    op.execute("UPDATE signed_link SET ended_at = made_at WHERE purpose = 'group' AND ended_at IS NULL")
    op.drop_table("referral_nudge")
    op.drop_table("group_letter")
    for name in DAYS:
        op.drop_column("scheme", name)
