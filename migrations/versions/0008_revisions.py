"""The history of the catalogue, and changes that wait for a decision.

Old code runs against it: it does not know the table, and its changes leave no history.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_revisions"
down_revision = "0007_local_values"
branch_labels = None
depends_on = None

NAMES = {
    "author_id": "fk_revision_author_id_user_account",
    "source_id": "fk_revision_source_id_source",
    "decided_by": "fk_revision_decided_by_user_account",
    "takes_back": "fk_revision_takes_back_revision",
}


def upgrade() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_suggestion", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("takes_back", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("kind IN ('added', 'changed', 'taken back')", name=op.f("ck_revision_known_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'done', 'refused', 'withdrawn')", name=op.f("ck_revision_known_state")
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'waiting')) = (decided_at IS NULL)", name=op.f("ck_revision_decided_unless_waiting")
        ),
        sa.CheckConstraint(
            "(kind = 'taken back') = (takes_back IS NOT NULL)", name=op.f("ck_revision_takes_back_another")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name=op.f(NAMES["author_id"])),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f(NAMES["source_id"]), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["decided_by"], ["user_account.id"], name=op.f(NAMES["decided_by"])),
        sa.ForeignKeyConstraint(["takes_back"], ["revision.id"], name=op.f(NAMES["takes_back"])),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_entity_record_id_id"), "revision", ["entity", "record_id", "id"])
    op.create_index(op.f("ix_revision_state_id"), "revision", ["state", "id"])
    for column in NAMES:
        op.create_index(op.f(f"ix_revision_{column}"), "revision", [column])
    op.create_index(
        "uq_revision_one_draft",
        "revision",
        ["entity", "record_id", "author_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )


def downgrade() -> None:
    op.drop_table("revision")
