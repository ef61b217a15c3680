"""What groups said of their room, whichever way it came, and until when they are full.

Old code runs against it, and takes what has ended for what still holds.
"""

import sqlalchemy as sa
from alembic import op

revision = "0066_room_said"
down_revision = "0065_failing_addresses"
branch_labels = None
depends_on = None

ENDS = "until IS NULL OR room <> 'has room'"


def upgrade() -> None:
    with op.batch_alter_table("service_capacity") as capacity:
        capacity.add_column(sa.Column("until", sa.Date(), nullable=True))
        capacity.create_check_constraint(op.f("ck_service_capacity_only_no_room_ends"), ENDS)
    op.create_table(
        "room_said",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("room IN ('has room', 'waiting list', 'full')", name=op.f("ck_room_said_known_room")),
        sa.CheckConstraint(
            "places IS NULL OR (room = 'has room' AND places > 0)", name=op.f("ck_room_said_places_where_room")
        ),
        sa.CheckConstraint(ENDS, name=op.f("ck_room_said_only_no_room_ends")),
        sa.CheckConstraint("way IN ('link', 'post', 'phone', 'visit')", name=op.f("ck_room_said_known_way")),
        sa.CheckConstraint(
            "said_by IN ('leader', 'office', 'volunteer', 'other')", name=op.f("ck_room_said_known_teller")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_room_said_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_said")),
    )
    op.create_index(op.f("ix_room_said_service_id_said_on"), "room_said", ["service_id", "said_on"])
    op.create_index(op.f("ix_room_said_said_on"), "room_said", ["said_on"])


def downgrade() -> None:
    op.drop_index(op.f("ix_room_said_said_on"), table_name="room_said")
    op.drop_index(op.f("ix_room_said_service_id_said_on"), table_name="room_said")
    op.drop_table("room_said")
    with op.batch_alter_table("service_capacity") as capacity:
        capacity.drop_constraint(op.f("ck_service_capacity_only_no_room_ends"), type_="check")
        capacity.drop_column("until")
