"""Links by which a group answers a referral without an account, and from where something was looked at.

Old code runs against it, but for the history of a referral that a group has answered: it looks for a colleague who
wrote that down.
"""

import sqlalchemy as sa
from alembic import op

revision = "0046_signed_links"
down_revision = "0045_young_people"
branch_labels = None
depends_on = None

KEY, TOLD_BY_ONE = "fk_referral_move_link_id_signed_link", "ck_referral_move_told_by_one"
# What a group told becomes a step of whoever made the referral.
GIVE_TO_MAKER = (
    "UPDATE referral_move SET recorded_by ="
    " (SELECT made_by FROM onward_referral WHERE onward_referral.id = referral_move.onward_referral_id)"
    " WHERE recorded_by IS NULL"
)


def upgrade() -> None:
    op.create_table(
        "signed_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_signed_link_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_signed_link_client_id_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_link")),
    )
    op.create_index(op.f("ix_signed_link_about_id"), "signed_link", ["about_id"])
    op.create_index(op.f("ix_signed_link_client_id"), "signed_link", ["client_id"])
    op.create_table(
        "link_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["signed_link.id"], name=op.f("fk_link_code_link_id_signed_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("link_id", name=op.f("uq_link_code_link_id")),
    )
    op.create_table(
        "link_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["signed_link.id"], name=op.f("fk_link_visit_link_id_signed_link"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_visit")),
    )
    op.create_index(op.f("ix_link_visit_link_id"), "link_visit", ["link_id"])
    op.create_index(op.f("ix_link_visit_ends_at"), "link_visit", ["ends_at"])
    with op.batch_alter_table("referral_move") as move:
        move.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=True)
        move.add_column(sa.Column("link_id", sa.Uuid(), nullable=True))
        move.create_foreign_key(KEY, "signed_link", ["link_id"], ["id"])
        move.create_check_constraint(op.f(TOLD_BY_ONE), "(recorded_by IS NULL) = (link_id IS NOT NULL)")
    op.add_column("audit_event", sa.Column("origin", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("audit_event", "origin")
    with op.batch_alter_table("referral_move") as move:
        move.drop_constraint(op.f(TOLD_BY_ONE), type_="check")
    op.execute(GIVE_TO_MAKER)
    with op.batch_alter_table("referral_move") as move:
        move.drop_constraint(KEY, type_="foreignkey")
        move.drop_column("link_id")
        move.alter_column("recorded_by", existing_type=sa.Uuid(), nullable=False)
    op.drop_index(op.f("ix_link_visit_ends_at"), table_name="link_visit")
    op.drop_index(op.f("ix_link_visit_link_id"), table_name="link_visit")
    op.drop_table("link_visit")
    op.drop_table("link_code")
    op.drop_index(op.f("ix_signed_link_client_id"), table_name="signed_link")
    op.drop_index(op.f("ix_signed_link_about_id"), table_name="signed_link")
    op.drop_table("signed_link")
