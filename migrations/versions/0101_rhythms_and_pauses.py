"""How people want to be met, pauses of their support, whether they would have liked more, and calendars of diaries.

Old code runs against it and knows nothing of these.
"""

import sqlalchemy as sa
from alembic import op

revision = "0101_rhythms_and_pauses"
down_revision = "0100_signposts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_rhythm",
        *of_case("session_rhythm", "recorded_by"),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("remind_by", sa.Text(), nullable=True),
        sa.Column("wish_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "way IN ('place', 'home visit', 'phone', 'video')", name=op.f("ck_session_rhythm_known_way")
        ),
        sa.CheckConstraint(
            "remind_by IN ('text', 'call', 'email', 'letter')", name=op.f("ck_session_rhythm_known_remind_by")
        ),
        sa.CheckConstraint("weeks BETWEEN 1 AND 8", name=op.f("ck_session_rhythm_some_weeks")),
        sa.UniqueConstraint("case_id", name=op.f("uq_session_rhythm_case_id")),
    )
    op.create_table(
        "support_pause",
        *of_case("support_pause", "paused_by"),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("until_on > from_on", name=op.f("ck_support_pause_until_after_from")),
        sa.CheckConstraint("ended_on >= from_on", name=op.f("ck_support_pause_ended_after_from")),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by IS NULL)", name=op.f("ck_support_pause_ended_by_somebody")),
        sa.ForeignKeyConstraint(["ended_by"], ["user_account.id"], name=op.f("fk_support_pause_ended_by_user_account")),
    )
    op.create_table(
        "more_wanted",
        *of_case("more_wanted", "recorded_by"),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("case_id", name=op.f("uq_more_wanted_case_id")),
    )
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["user_account.id"],
            name=op.f("fk_calendar_link_person_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_calendar_link_scheme_id_scheme"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
    )
    for table, columns in (
        ("session_rhythm", ["scheme_id", "client_id"]),
        ("session_rhythm", ["recorded_by"]),
        ("support_pause", ["scheme_id", "client_id"]),
        ("support_pause", ["case_id"]),
        ("support_pause", ["paused_by"]),
        ("support_pause", ["ended_by"]),
        ("more_wanted", ["scheme_id", "client_id"]),
        ("more_wanted", ["recorded_by"]),
        ("calendar_link", ["scheme_id"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
    op.create_index("uq_calendar_link_person_id_scheme_id", "calendar_link", ["person_id", "scheme_id"], unique=True)
    op.create_index(
        "uq_support_pause_open",
        "support_pause",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )


def of_case(table: str, by: str) -> list[sa.Column | sa.Constraint]:
    """What every table about a case has: whose it is, and who wrote it down."""
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(by, sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f(f"fk_{table}_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f(f"fk_{table}_client_id_client")),
        sa.ForeignKeyConstraint(["case_id"], ["client_case.id"], name=op.f(f"fk_{table}_case_id_client_case")),
        sa.ForeignKeyConstraint([by], ["user_account.id"], name=op.f(f"fk_{table}_{by}_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    for table in ("calendar_link", "more_wanted", "support_pause", "session_rhythm"):
        op.drop_table(table)
