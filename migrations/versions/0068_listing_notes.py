"""What champions note of listings for their colleagues, what of it was heeded, and when to look again at what they say.

Old code runs against it: it knows neither of the tables, and what it recommends is looked at again after a year.
"""

import sqlalchemy as sa
from alembic import op

revision = "0068_listing_notes"
down_revision = "0067_put_off_and_taken_back"
branch_labels = None
depends_on = None

STANDS = "taken_back_at IS NULL"
KINDS = "kind IN ('first step', 'ring first', 'ask for', 'quiet on', 'slow to answer', 'not now')"


def upgrade() -> None:
    make_notes()
    make_heeded()
    with op.batch_alter_table("recommendation") as recommendation:
        recommendation.add_column(sa.Column("review_on", sa.Date(), nullable=True))


def make_notes() -> None:
    op.create_table(
        "listing_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_listing_note_known_kind")),
        sa.CheckConstraint("review_on > given_on", name=op.f("ck_listing_note_reviewed_later")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_listing_note_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_listing_note_service_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["given_by"], ["user_account.id"], name=op.f("fk_listing_note_given_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_note")),
    )
    for columns in (["service_id"], ["given_by"], ["scheme_id", "review_on"]):
        op.create_index(op.f(f"ix_listing_note_{'_'.join(columns)}"), "listing_note", columns)
    op.create_index(
        "uq_listing_note_stands",
        "listing_note",
        ["scheme_id", "service_id", "kind"],
        unique=True,
        sqlite_where=sa.text(STANDS),
        postgresql_where=sa.text(STANDS),
    )


def make_heeded() -> None:
    op.create_table(
        "heeded_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("onward_referral_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("heeded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_heeded_note_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_heeded_note_client_id_client")),
        sa.ForeignKeyConstraint(
            ["onward_referral_id"],
            ["onward_referral.id"],
            name=op.f("fk_heeded_note_onward_referral_id_onward_referral"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["listing_note.id"], name=op.f("fk_heeded_note_note_id_listing_note"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heeded_note")),
        sa.UniqueConstraint("onward_referral_id", "note_id", name=op.f("uq_heeded_note_onward_referral_id_note_id")),
    )
    op.create_index(op.f("ix_heeded_note_scheme_id_client_id"), "heeded_note", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_heeded_note_note_id"), "heeded_note", ["note_id"])


def downgrade() -> None:
    with op.batch_alter_table("recommendation") as recommendation:
        recommendation.drop_column("review_on")
    op.drop_table("heeded_note")
    op.drop_table("listing_note")
