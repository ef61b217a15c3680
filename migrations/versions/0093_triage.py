"""Triage: how urgent a person judged it, who is to support somebody, who does, and each try to reach them.

Old code runs against it: it knows neither wishes nor tries, and whoever takes somebody on supports them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0093_triage"
down_revision = "0092_home_visits"
branch_labels = None
depends_on = None

GENDERS = "coordinator_gender IN ('woman', 'man')"


def upgrade() -> None:
    with op.batch_alter_table("referral") as referral:
        referral.add_column(sa.Column("triaged_as", sa.Text(), nullable=True))
        referral.add_column(sa.Column("triaged_by", sa.Uuid(), nullable=True))
        referral.add_column(sa.Column("triaged_at", sa.DateTime(timezone=True), nullable=True))
        referral.add_column(sa.Column("coordinator_gender", sa.Text(), nullable=True))
        referral.add_column(sa.Column("wants_somebody_new", sa.Boolean(), nullable=False, server_default=sa.false()))
        referral.create_foreign_key(op.f("fk_referral_triaged_by_user_account"), "user_account", ["triaged_by"], ["id"])
        referral.create_check_constraint(
            op.f("ck_referral_known_triage"), "triaged_as IN ('routine', 'soon', 'urgent')"
        )
        referral.create_check_constraint(
            op.f("ck_referral_triaged_by_somebody"), "(triaged_as IS NULL) = (triaged_by IS NULL)"
        )
        referral.create_check_constraint(
            op.f("ck_referral_triaged_at_a_time"), "(triaged_as IS NULL) = (triaged_at IS NULL)"
        )
        referral.create_check_constraint(op.f("ck_referral_known_coordinator_gender"), GENDERS)
    op.create_index(op.f("ix_referral_triaged_by"), "referral", ["triaged_by"])
    with op.batch_alter_table("client") as client:
        client.add_column(sa.Column("coordinator_gender", sa.Text(), nullable=True))
        client.add_column(sa.Column("wants_somebody_new", sa.Boolean(), nullable=False, server_default=sa.false()))
        client.create_check_constraint(op.f("ck_client_known_coordinator_gender"), GENDERS)
    op.create_table(
        "contact_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tried_by", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_key", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "how IN ('phone', 'text message', 'email', 'letter', 'visit', 'they rang us')",
            name=op.f("ck_contact_attempt_known_how"),
        ),
        sa.CheckConstraint(
            "result IN ('reached', 'asked us to try again', 'left a message', 'no answer', 'wrong number or address')",
            name=op.f("ck_contact_attempt_known_result"),
        ),
        sa.CheckConstraint("again_on >= tried_on", name=op.f("ck_contact_attempt_again_afterwards")),
        sa.CheckConstraint(
            "referral_id IS NOT NULL OR client_id IS NOT NULL", name=op.f("ck_contact_attempt_about_somebody")
        ),
        sa.CheckConstraint(
            "client_id IS NULL OR client_id = person_id", name=op.f("ck_contact_attempt_sealed_for_client")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_contact_attempt_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_contact_attempt_referral_id_referral")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_contact_attempt_client_id_client")),
        sa.ForeignKeyConstraint(
            ["tried_by"], ["user_account.id"], name=op.f("fk_contact_attempt_tried_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_attempt")),
        sa.UniqueConstraint("scheme_id", "submission_key", name=op.f("uq_contact_attempt_scheme_id_submission_key")),
    )
    op.create_index(op.f("ix_contact_attempt_person_id"), "contact_attempt", ["person_id"])
    op.create_index(op.f("ix_contact_attempt_referral_id"), "contact_attempt", ["referral_id"])
    op.create_index(op.f("ix_contact_attempt_scheme_id_client_id"), "contact_attempt", ["scheme_id", "client_id"])
    op.create_index(op.f("ix_contact_attempt_tried_by_again_on"), "contact_attempt", ["tried_by", "again_on"])
    op.create_table(
        "allocation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("from_user_id", sa.Uuid(), nullable=True),
        sa.Column("to_user_id", sa.Uuid(), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IN ('taken on', 'the person asked', 'area', 'caseload', 'colleague away', 'colleague left',"
            " 'from another team', 'other')",
            name=op.f("ck_allocation_known_reason"),
        ),
        sa.CheckConstraint("from_user_id <> to_user_id", name=op.f("ck_allocation_to_somebody_else")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_allocation_scheme_id_scheme")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_allocation_client_id_client")),
        *(
            sa.ForeignKeyConstraint([each], ["user_account.id"], name=op.f(f"fk_allocation_{each}_user_account"))
            for each in ("from_user_id", "to_user_id", "by_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
    )
    op.create_index(op.f("ix_allocation_scheme_id_client_id"), "allocation", ["scheme_id", "client_id"])
    for each in ("from_user_id", "to_user_id", "by_user_id"):
        op.create_index(op.f(f"ix_allocation_{each}"), "allocation", [each])
    op.create_table(
        "coordinator_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("gender IN ('woman', 'man')", name=op.f("ck_coordinator_profile_known_gender")),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_coordinator_profile_capacity_above_nought")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_coordinator_profile_scheme_id_scheme")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_coordinator_profile_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordinator_profile")),
        sa.UniqueConstraint("scheme_id", "user_id", name=op.f("uq_coordinator_profile_scheme_id_user_id")),
    )
    op.create_index(op.f("ix_coordinator_profile_user_id"), "coordinator_profile", ["user_id"])


def downgrade() -> None:
    for table in ("coordinator_profile", "allocation", "contact_attempt"):
        op.drop_table(table)
    with op.batch_alter_table("client") as client:
        client.drop_constraint(op.f("ck_client_known_coordinator_gender"), type_="check")
        client.drop_column("wants_somebody_new")
        client.drop_column("coordinator_gender")
    op.drop_index(op.f("ix_referral_triaged_by"), table_name="referral")
    with op.batch_alter_table("referral") as referral:
        for name in ("known_coordinator_gender", "triaged_at_a_time", "triaged_by_somebody", "known_triage"):
            referral.drop_constraint(op.f(f"ck_referral_{name}"), type_="check")
        referral.drop_constraint(op.f("fk_referral_triaged_by_user_account"), type_="foreignkey")
        for name in ("wants_somebody_new", "coordinator_gender", "triaged_at", "triaged_by", "triaged_as"):
            referral.drop_column(name)
