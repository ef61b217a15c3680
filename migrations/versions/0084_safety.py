"""Risks and safeguarding concerns, of clients and of who waits with a referral to us.

Old code runs against it, and writes down none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0084_safety"
down_revision = "0083_team_settings"
branch_labels = None
depends_on = None

SHARED = ("ended_by", "recorded_by")
INDEXES = (["client_id"], ["ended_by"], ["person_id"], ["recorded_by"], ["referral_id"], ["scheme_id", "ended_on"])


def upgrade() -> None:
    make_table(
        "risk",
        sa.Column("is_none_known", sa.Boolean(), nullable=False),
        sa.Column("kind_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.CheckConstraint("is_none_known = (kind_sealed IS NULL)", name=op.f("ck_risk_none_known_or_a_kind")),
    )
    make_table(
        "safeguarding_concern",
        sa.Column("kind_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("acted_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("why_hidden_sealed", sa.LargeBinary(), nullable=True),
    )


def make_table(name: str, *own: sa.Column | sa.CheckConstraint) -> None:
    """A table of what is known of somebody's safety: what both have, and its own."""
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("why_ended_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("submission_key", sa.Text(), nullable=True),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *own,
        sa.CheckConstraint("client_id IS NULL OR client_id = person_id", name=op.f(f"ck_{name}_sealed_as_the_client")),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name=op.f(f"ck_{name}_ended_by_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f(f"fk_{name}_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f(f"fk_{name}_client_id_client")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f(f"fk_{name}_referral_id_referral")),
        *(
            sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{name}_{column}_user_account"))
            for column in SHARED
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f(f"uq_{name}_scheme_id_submission_key")),
    )
    for columns in INDEXES:
        op.create_index(op.f(f"ix_{name}_{'_'.join(columns)}"), name, columns)


def downgrade() -> None:
    op.drop_table("safeguarding_concern")
    op.drop_table("risk")
