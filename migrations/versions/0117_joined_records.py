"""Records of clients that were joined into another, and pairs that may be of one person.

Old code runs against it, joins none and compares none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0117_joined_records"
down_revision = "0116_feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("client", sa.Column("compared_version", sa.Integer(), nullable=True))
    op.create_table(
        "joined_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("otherwise_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("journal_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("joined_by", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_joined_record_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_joined_record_client_id_client")),
        sa.ForeignKeyConstraint(
            ["joined_by"], ["user_account.id"], name=op.f("fk_joined_record_joined_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joined_record")),
        sa.UniqueConstraint("scheme_id", "reference", name=op.f("uq_joined_record_scheme_id_reference")),
    )
    op.create_index(op.f("ix_joined_record_scheme_id_client_id"), "joined_record", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_joined_record_joined_by"), "joined_record", ["joined_by"])
    op.create_table(
        "alike_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("other_client_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('likely', 'two people')", name=op.f("ck_alike_pair_known_state")),
        sa.CheckConstraint("client_id <> other_client_id", name=op.f("ck_alike_pair_two_records")),
        sa.CheckConstraint("(said_at IS NULL) = (said_by IS NULL)", name=op.f("ck_alike_pair_said_by_somebody")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_alike_pair_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_alike_pair_client_id_client")),
        sa.ForeignKeyConstraint(["other_client_id"], ["client.id"], name=op.f("fk_alike_pair_other_client_id_client")),
        sa.ForeignKeyConstraint(["said_by"], ["user_account.id"], name=op.f("fk_alike_pair_said_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alike_pair")),
        sa.UniqueConstraint("client_id", "other_client_id", name=op.f("uq_alike_pair_client_id_other_client_id")),
    )
    op.create_index(op.f("ix_alike_pair_scheme_id_state"), "alike_pair", ["scheme_id", "state"])
    op.create_index(op.f("ix_alike_pair_other_client_id"), "alike_pair", ["other_client_id"])
    op.create_index(op.f("ix_alike_pair_said_by"), "alike_pair", ["said_by"])


def downgrade() -> None:
    op.drop_table("alike_pair")
    op.drop_table("joined_record")
    op.drop_column("client", "compared_version")
