"""What a machine finds wrong in the catalogue, for people to decide.

Old code runs against it: nothing is looked through there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0064_findings"
down_revision = "0063_unmet_matches"
branch_labels = None
depends_on = None

FOUND = (
    "not there",
    "no such host",
    "bad certificate",
    "moved",
    "parked",
    "out of order",
    "too short",
    "too long",
    "no nought",
    "unknown beginning",
    "no number",
    "made up",
    "no address",
    "all over",
    "it was",
    "until past",
    "said to come",
    "removed",
    "other name",
    "free and price",
    "free in words",
    "price in words",
    "help without cost",
)
DISMISSED = (
    "(state = 'dismissed') = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL)"
    " AND (decided_by IS NULL) = (reason IS NULL)"
)


def upgrade() -> None:
    found = ", ".join(f"'{each}'" for each in FOUND)
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("first_seen_on", sa.Date(), nullable=False),
        sa.Column("last_seen_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("entity IN ('service', 'organization')", name=op.f("ck_finding_known_entity")),
        sa.CheckConstraint(
            "kind IN ('link', 'phone', 'email', 'past date', 'charity', 'cost')", name=op.f("ck_finding_known_kind")
        ),
        sa.CheckConstraint(f"found IN ({found})", name=op.f("ck_finding_known_found")),
        sa.CheckConstraint("state IN ('open', 'put right', 'dismissed')", name=op.f("ck_finding_known_state")),
        sa.CheckConstraint("times >= 1 AND first_seen_on <= last_seen_on", name=op.f("ck_finding_seen_in_order")),
        sa.CheckConstraint(DISMISSED, name=op.f("ck_finding_dismissed_by_somebody")),
        sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name=op.f("fk_finding_decided_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_record_id"), "finding", ["record_id"])
    op.create_index(op.f("ix_finding_state_kind"), "finding", ["state", "kind"])
    op.create_index(op.f("ix_finding_decided_by"), "finding", ["decided_by"])


def downgrade() -> None:
    for columns in ("decided_by", "state_kind", "record_id"):
        op.drop_index(op.f(f"ix_finding_{columns}"), table_name="finding")
    op.drop_table("finding")
