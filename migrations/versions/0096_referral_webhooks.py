"""Where senders are told of changes, and how far the telling of each change has come.

Old code runs against it: the changes it writes down are told to nobody, and can be asked for as before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0096_referral_webhooks"
down_revision = "0095_group_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sender_webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["api_sender.id"], name=op.f("fk_sender_webhook_id_api_sender")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_webhook")),
    )
    for name in ("due_at", "leased_until", "told_at", "gave_up_at"):
        op.add_column("referral_event", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("referral_event", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("referral_event", sa.Column("last_error", sa.Text(), nullable=True))
    op.create_index(op.f("ix_referral_event_due_at"), "referral_event", ["due_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_referral_event_due_at"), table_name="referral_event")
    for name in ("last_error", "tries", "gave_up_at", "told_at", "leased_until", "due_at"):
        op.drop_column("referral_event", name)
    op.drop_table("sender_webhook")
