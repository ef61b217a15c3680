"""Signposts, needing more than this service, and telling whoever referred somebody what became of it.

Old code runs against it, but for referrals that ended in one of the new ways, which its pages cannot show.
"""

import sqlalchemy as sa
from alembic import op

revision = "0100_signposts"
down_revision = "0099_messages_back"
branch_labels = None
depends_on = None

BEFORE = "state IN ('new', 'unconfirmed', 'not reached', 'accepted', 'declined', 'joined')"
NOW = (
    "state IN ('new', 'unconfirmed', 'not reached', 'accepted', 'declined', 'joined', 'signposted', 'passed on',"
    " 'unreachable')"
)


def about_somebody(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns and constraints of what follows a person."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("referral_id IS NOT NULL OR client_id IS NOT NULL", name=op.f(f"ck_{table}_about_somebody")),
        sa.CheckConstraint("client_id IS NULL OR client_id = person_id", name=op.f(f"ck_{table}_sealed_for_client")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f(f"fk_{table}_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f(f"fk_{table}_referral_id_referral")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f(f"fk_{table}_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def by_colleague(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user_account.id"], name=op.f(f"fk_{table}_{column}_user_account"))


def index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def index_somebody(table: str) -> None:
    index(table, "person_id")
    index(table, "referral_id")
    index(table, "scheme_id", "client_id")


def upgrade() -> None:
    with op.batch_alter_table("referral") as referral:
        referral.drop_constraint(op.f("ck_referral_known_state"), type_="check")
        referral.create_check_constraint(op.f("ck_referral_known_state"), NOW)
    make_signposts()
    make_needs_more()
    make_notices()


def make_signposts() -> None:
    op.create_table(
        "signpost",
        *about_somebody("signpost"),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Uuid(), nullable=False),
        sa.Column("room_warning", sa.Text(), nullable=True),
        sa.Column("in_spite_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.CheckConstraint("(service_id IS NULL) <> (place_sealed IS NULL)", name=op.f("ck_signpost_to_one_place")),
        sa.CheckConstraint(
            "(room_warning IS NULL) = (in_spite_sealed IS NULL)", name=op.f("ck_signpost_warned_and_told_why")
        ),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_signpost_service_id_service")),
        by_colleague("signpost", "told_by"),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_signpost_scheme_id_submission_key")),
    )
    index("signpost", "service_id")
    index("signpost", "told_by")
    index("signpost", "scheme_id", "told_on")
    index_somebody("signpost")


def make_needs_more() -> None:
    op.create_table(
        "needs_more",
        *about_somebody("needs_more"),
        sa.Column("where_to", sa.Text(), nullable=False),
        sa.Column("where_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("spoke_to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("spoke_on", sa.Date(), nullable=True),
        sa.Column("took_over", sa.Text(), nullable=False),
        sa.Column("next_step_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("tell_ground", sa.Text(), nullable=False),
        sa.Column("is_end", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "where_to IN ('crisis service', 'gp', 'adult social care', 'mental health service', 'other')",
            name=op.f("ck_needs_more_known_where_to"),
        ),
        sa.CheckConstraint("took_over IN ('yes', 'no', 'not known yet')", name=op.f("ck_needs_more_known_took_over")),
        sa.CheckConstraint(
            "tell_ground IN ('they agreed', 'needed to keep somebody safe', 'neither')",
            name=op.f("ck_needs_more_known_tell_ground"),
        ),
        sa.CheckConstraint(
            "where_to <> 'other' OR where_words_sealed IS NOT NULL", name=op.f("ck_needs_more_says_where_else")
        ),
        sa.CheckConstraint(
            "(spoke_on IS NULL) = (spoke_to_sealed IS NULL)", name=op.f("ck_needs_more_spoke_to_somebody")
        ),
        sa.CheckConstraint(
            "took_over <> 'yes' OR spoke_on IS NOT NULL", name=op.f("ck_needs_more_taken_over_by_somebody")
        ),
        sa.CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name=op.f("ck_needs_more_done_by_somebody")),
        by_colleague("needs_more", "done_by"),
        by_colleague("needs_more", "decided_by"),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_needs_more_scheme_id_submission_key")),
    )
    index("needs_more", "scheme_id", "next_step_on")
    index("needs_more", "decided_by")
    index("needs_more", "done_by")
    index_somebody("needs_more")


def make_notices() -> None:
    op.create_table(
        "referrer_notice",
        *about_somebody("referrer_notice"),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("is_letter", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("about IN ('needs more', 'not reached')", name=op.f("ck_referrer_notice_known_about")),
        sa.CheckConstraint("(told_at IS NULL) = (told_by IS NULL)", name=op.f("ck_referrer_notice_told_by_somebody")),
        sa.CheckConstraint("referral_id IS NOT NULL", name=op.f("ck_referrer_notice_of_a_referral")),
        by_colleague("referrer_notice", "told_by"),
        by_colleague("referrer_notice", "made_by"),
        sa.UniqueConstraint("referral_id", "about", name=op.f("uq_referrer_notice_referral_id_about")),
    )
    index("referrer_notice", "scheme_id", "due_on")
    index("referrer_notice", "told_by")
    index("referrer_notice", "made_by")
    index_somebody("referrer_notice")


def downgrade() -> None:
    for table in ("referrer_notice", "needs_more", "signpost"):
        op.drop_table(table)
    referral = sa.table("referral", sa.column("state", sa.Text()), sa.column("decline_reason", sa.Text()))
    newer = referral.c.state.in_(["signposted", "passed on", "unreachable"])
    op.execute(referral.update().where(newer).values(state="declined", decline_reason="other"))
    with op.batch_alter_table("referral") as table:
        table.drop_constraint(op.f("ck_referral_known_state"), type_="check")
        table.create_check_constraint(op.f("ck_referral_known_state"), BEFORE)
