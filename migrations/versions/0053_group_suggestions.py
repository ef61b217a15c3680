"""Groups that people without an account say are missing.

Old code runs against it: it does not know the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0053_group_suggestions"
down_revision = "0052_own_page"
branch_labels = None
depends_on = None

ENDINGS = "ending IN ('begun', 'known', 'not found', 'not for us', 'not real')"
ENDED = "(ending IS NULL) = (closed_at IS NULL) AND (ending IS NULL) = (closed_by IS NULL)"
INDEXED = ("told_at", "closed_at", "closed_by", "service_id")


def upgrade() -> None:
    op.create_table(
        "group_suggestion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("about_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(ENDINGS, name=op.f("ck_group_suggestion_known_ending")),
        sa.CheckConstraint(ENDED, name=op.f("ck_group_suggestion_ending_is_somebodys")),
        sa.CheckConstraint(
            "ending IS NULL OR email_sealed IS NULL", name=op.f("ck_group_suggestion_closed_without_contact")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_group_suggestion_service_id_service"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["user_account.id"], name=op.f("fk_group_suggestion_closed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_suggestion")),
        sa.UniqueConstraint("reference", name=op.f("uq_group_suggestion_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_group_suggestion_submission_key")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_group_suggestion_{column}"), "group_suggestion", [column])


def downgrade() -> None:
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_group_suggestion_{column}"), table_name="group_suggestion")
    op.drop_table("group_suggestion")
