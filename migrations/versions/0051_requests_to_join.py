"""Requests of residents to come to an activity, and links about somebody who is no client.

Old code runs against it, but for a link about nobody's client, which it does not open.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051_requests_to_join"
down_revision = "0050_hidden_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "join_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.Column("replays", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("may_leave_message", sa.Boolean(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("message_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_join_request_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
        sa.UniqueConstraint("person_id", name=op.f("uq_join_request_person_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_join_request_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_join_request_submission_key")),
    )
    op.create_index(op.f("ix_join_request_service_id"), "join_request", ["service_id"])
    op.create_index(op.f("ix_join_request_made_at"), "join_request", ["made_at"])
    with op.batch_alter_table("signed_link") as link:
        link.alter_column("scheme_id", existing_type=sa.Uuid(), nullable=True)
        link.alter_column("client_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    # What these lead to goes with its table. SQLite looks after no foreign key while it migrates.
    op.execute("DELETE FROM outbox_message WHERE person_id IN (SELECT person_id FROM join_request)")
    for table in ("link_code", "link_visit"):
        op.execute(f"DELETE FROM {table} WHERE link_id IN (SELECT id FROM signed_link WHERE client_id IS NULL)")  # noqa: S608
    op.execute("DELETE FROM signed_link WHERE client_id IS NULL")
    with op.batch_alter_table("signed_link") as link:
        link.alter_column("client_id", existing_type=sa.Uuid(), nullable=False)
        link.alter_column("scheme_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_index(op.f("ix_join_request_made_at"), table_name="join_request")
    op.drop_index(op.f("ix_join_request_service_id"), table_name="join_request")
    op.drop_table("join_request")
