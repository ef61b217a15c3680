"""What was told about clients without their agreement, on what ground, and who looked at it afterwards.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041_unagreed_sharing"
down_revision = "0040_restricted_records"
branch_labels = None
depends_on = None

KEYS = {
    "scheme_id": "scheme",
    "client_id": "client",
    "manager_id": "user_account",
    "recorded_by": "user_account",
    "reviewed_by": "user_account",
}
CHECKS = {
    "known_ground": "ground IN ('safeguarding', 'vital interests', 'best interests')",
    "known_manager_part": "manager_part IN ('decided', 'told')",
    "reviewed_by_somebody": "(reviewed_at IS NULL) = (reviewed_by IS NULL)",
    "reviewed_by_another": "reviewed_by <> recorded_by",
}
INDEXED = (("scheme_id", "client_id"), ("scheme_id", "reviewed_at"), ("recorded_by",))


def upgrade() -> None:
    op.create_table(
        "unagreed_sharing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("shared_on", sa.Date(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("told_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("told_to_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("manager_id", sa.Uuid(), nullable=False),
        sa.Column("manager_part", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_sealed", sa.LargeBinary(), nullable=True),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_unagreed_sharing_{name}"))
            for name, condition in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_unagreed_sharing_{column}_{table}"))
            for column, table in KEYS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unagreed_sharing")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_unagreed_sharing_scheme_id_submission_key")),
    )
    for columns in INDEXED:
        op.create_index(op.f(f"ix_unagreed_sharing_{'_'.join(columns)}"), "unagreed_sharing", list(columns))


def downgrade() -> None:
    for columns in reversed(INDEXED):
        op.drop_index(op.f(f"ix_unagreed_sharing_{'_'.join(columns)}"), table_name="unagreed_sharing")
    op.drop_table("unagreed_sharing")
