"""Photographs of activities, with the pictures themselves.

Old code runs against it: it does not know the tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0057_photographs"
down_revision = "0056_cost_help"
branch_labels = None
depends_on = None
REVISION = sa.table(
    "revision",
    sa.column("id", sa.BigInteger()),
    sa.column("entity", sa.Text()),
    sa.column("state", sa.Text()),
    sa.column("changes", sa.JSON()),
    sa.column("decided_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unused_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_picture")),
    )
    op.create_index(op.f("ix_picture_unused_since"), "picture", ["unused_since"])
    op.create_table(
        "picture_file",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_picture_file_has_size")),
        sa.ForeignKeyConstraint(
            ["digest"], ["picture.digest"], name=op.f("fk_picture_file_digest_picture"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", "width", name=op.f("pk_picture_file")),
    )
    op.create_table(
        "photograph",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt_text", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("alt_text <> ''", name=op.f("ck_photograph_is_told_in_words")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_photograph_service_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["picture.digest"], name=op.f("fk_photograph_digest_picture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photograph")),
    )
    for column in ("service_id", "digest"):
        op.create_index(op.f(f"ix_photograph_{column}"), "photograph", [column])


def downgrade() -> None:
    forget_undecided("photograph")
    for table in ("photograph", "picture_file", "picture"):
        op.drop_table(table)


def forget_undecided(field: str) -> None:
    """Take a field that old code does not know out of what is still written or waits; what is left empty goes."""
    db, this = op.get_bind(), REVISION.c.id == sa.bindparam("this")
    is_open = REVISION.c.state.in_(["draft", "waiting"])
    for row in db.execute(sa.select(REVISION).where(REVISION.c.entity == "service", is_open)).all():
        left = [each for each in row.changes if each["field"] != field]
        if left == row.changes:
            continue
        if row.state == "draft" and not left:
            db.execute(REVISION.delete().where(this), {"this": row.id})
            continue
        withdrawn = {} if left else {"state": "withdrawn", "decided_at": sa.func.current_timestamp()}
        db.execute(REVISION.update().where(this).values(changes=left, **withdrawn), {"this": row.id})
