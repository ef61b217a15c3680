"""Records that may be one and the same, those that were made one, and what sources and rows have to do with it.

Old code runs against it: it does not know the tables. An import by old code of a source that was merged away would
write that source's values over the record that stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010_duplicates"
down_revision = "0009_putting_right"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_candidate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("entity IN ('service', 'organization')", name=op.f("ck_duplicate_candidate_known_entity")),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_candidate_pair_in_order")),
        sa.CheckConstraint("state IN ('open', 'merged', 'dismissed')", name=op.f("ck_duplicate_candidate_known_state")),
        sa.CheckConstraint(
            "(decided_by IS NULL) = (decided_at IS NULL)", name=op.f("ck_duplicate_candidate_decision_whole")
        ),
        sa.CheckConstraint(
            "state = 'open' OR decided_at IS NOT NULL", name=op.f("ck_duplicate_candidate_decision_has_time")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_duplicate_candidate_decided_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_candidate")),
        sa.UniqueConstraint(
            "entity", "first_id", "second_id", name=op.f("uq_duplicate_candidate_entity_first_id_second_id")
        ),
    )
    op.create_index(op.f("ix_duplicate_candidate_state_score"), "duplicate_candidate", ["state", "score"])
    op.create_index(op.f("ix_duplicate_candidate_second_id"), "duplicate_candidate", ["second_id"])
    op.create_index(op.f("ix_duplicate_candidate_decided_by"), "duplicate_candidate", ["decided_by"])
    op.create_table(
        "merged_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("old_id", sa.Uuid(), nullable=False),
        sa.Column("new_id", sa.Uuid(), nullable=False),
        sa.Column("old_name", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("split_by", sa.Uuid(), nullable=True),
        sa.Column("split_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("split_note", sa.Text(), nullable=True),
        sa.CheckConstraint("entity IN ('service', 'organization')", name=op.f("ck_merged_record_known_entity")),
        sa.CheckConstraint("old_id <> new_id", name=op.f("ck_merged_record_into_another")),
        sa.CheckConstraint("(split_by IS NULL) = (split_at IS NULL)", name=op.f("ck_merged_record_split_whole")),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["user_account.id"], name=op.f("fk_merged_record_merged_by_user_account")
        ),
        sa.ForeignKeyConstraint(["split_by"], ["user_account.id"], name=op.f("fk_merged_record_split_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merged_record")),
    )
    op.create_index(
        "uq_merged_record_old",
        "merged_record",
        ["entity", "old_id"],
        unique=True,
        sqlite_where=sa.text("split_at IS NULL"),
        postgresql_where=sa.text("split_at IS NULL"),
    )
    op.create_index(op.f("ix_merged_record_new_id"), "merged_record", ["new_id"])
    op.create_index(op.f("ix_merged_record_merged_by"), "merged_record", ["merged_by"])
    op.create_index(op.f("ix_merged_record_split_by"), "merged_record", ["split_by"])
    op.create_table(
        "merged_source_record",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("merged_record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id", "entity", "source_key"],
            ["source_record.source_id", "source_record.entity", "source_record.source_key"],
            name="fk_merged_source_record_source_record",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_record_id"],
            ["merged_record.id"],
            name=op.f("fk_merged_source_record_merged_record_id_merged_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source_id", "entity", "source_key", name=op.f("pk_merged_source_record")),
    )
    op.create_index(op.f("ix_merged_source_record_merged_record_id"), "merged_source_record", ["merged_record_id"])
    op.create_table(
        "merged_row",
        sa.Column("row_table", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("merged_record_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_record_id"],
            ["merged_record.id"],
            name=op.f("fk_merged_row_merged_record_id_merged_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("row_table", "row_id", name=op.f("pk_merged_row")),
    )
    op.create_index(op.f("ix_merged_row_merged_record_id"), "merged_row", ["merged_record_id"])


def downgrade() -> None:
    op.drop_table("merged_row")
    op.drop_table("merged_source_record")
    op.drop_table("merged_record")
    op.drop_table("duplicate_candidate")
