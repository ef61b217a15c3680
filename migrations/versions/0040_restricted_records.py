"""Records of clients that only a few may see, and their openings in an emergency.

Old code runs against it, and shows everybody what is restricted: no record is before the new code runs everywhere.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040_restricted_records"
down_revision = "0039_kept_outcomes"
branch_labels = None
depends_on = None

LEADS = (("scheme_id", "scheme"), ("client_id", "client"), ("user_id", "user_account"), ("reviewed_by", "user_account"))
INDEXED = (("client_id", "user_id"), ("user_id", "ends_at"), ("scheme_id", "reviewed_at"))


def upgrade() -> None:
    op.add_column("client", sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(reviewed_by IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_emergency_access_review_has_moment")
        ),
        sa.CheckConstraint("ends_at > began_at", name=op.f("ck_emergency_access_ends_after_it_began")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_emergency_access_{column}_{table}"))
            for column, table in LEADS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
    )
    for columns in INDEXED:
        op.create_index(op.f(f"ix_emergency_access_{'_'.join(columns)}"), "emergency_access", list(columns))


def downgrade() -> None:
    for columns in reversed(INDEXED):
        op.drop_index(op.f(f"ix_emergency_access_{'_'.join(columns)}"), table_name="emergency_access")
    op.drop_table("emergency_access")
    op.drop_column("client", "restricted_at")
