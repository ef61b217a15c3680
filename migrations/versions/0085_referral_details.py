"""What a referral to us says by the information standard, voluntary organisations as senders, and referrals that are
one more of the same person.

Old code runs against it, and takes referrals without any of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0085_referral_details"
down_revision = "0084_safety"
branch_labels = None
depends_on = None

PLAIN = ("referrer_kind", "practice_code", "risks_answer", "agreement_said", "sharing_said", "urgency", "method")
SEALED = ("nhs_number", "reason", "sharing_why", "return_to")
FRIENDS_BEFORE = ("born_on", "phone", "email", "postcode", "access_needs", "statement", "referrer_name")
BEFORE = {
    "known_source": "source IN ('self', 'professional', 'friend or family')",
    "known_state": "state IN ('new', 'unconfirmed', 'not reached', 'accepted', 'declined')",
    "accepted_as_a_client": "(state = 'accepted') = (client_id IS NOT NULL)",
    "friends_tell_no_more": "source <> 'friend or family' OR (has_gp IS NULL AND "
    + " AND ".join(f"{each}_sealed IS NULL" for each in FRIENDS_BEFORE)
    + ")",
}
CHANGED = {
    "known_source": "source IN ('self', 'professional', 'voluntary organisation', 'friend or family')",
    "known_state": "state IN ('new', 'unconfirmed', 'not reached', 'accepted', 'declined', 'joined')",
    "accepted_as_a_client": "(state <> 'accepted' OR client_id IS NOT NULL)"
    " AND (client_id IS NULL OR state IN ('accepted', 'joined'))",
    "friends_tell_no_more": "source <> 'friend or family' OR (has_gp IS NULL AND "
    + " AND ".join(f"{each}_sealed IS NULL" for each in (*FRIENDS_BEFORE, "reason", "nhs_number", "sharing_why"))
    + " AND return_to_sealed IS NULL)",
}
ADDED = {
    "joined_to_another": "(state = 'joined') = (joined_to_id IS NOT NULL)",
    "known_referrer_kind": "referrer_kind IN ('gp', 'at a gp practice', 'hospital', 'mental health service',"
    " 'social care', 'housing', 'other')",
    "known_risks_answer": "risks_answer IN ('none known', 'told')",
    "known_agreement_said": "agreement_said IN ('agreed', 'knows', 'not told', 'best interests')",
    "known_sharing_said": "sharing_said IN ('yes', 'no', 'not asked')",
    "known_urgency": "urgency IN ('routine', 'soon', 'urgent')",
    "known_method": "method IN ('web page', 'system', 'list', 'self referral', 'phone', 'secure email',"
    " 'secure message', 'nhs e-referral', 'letter', 'fax')",
}


def upgrade() -> None:
    with op.batch_alter_table("referral") as table:
        for name in PLAIN:
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
        table.add_column(sa.Column("referred_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("joined_to_id", sa.Uuid(), nullable=True))
        for name in SEALED:
            table.add_column(sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=True))
        for name, rule in CHANGED.items():
            table.drop_constraint(op.f(f"ck_referral_{name}"), type_="check")
            table.create_check_constraint(op.f(f"ck_referral_{name}"), rule)
        for name, rule in ADDED.items():
            table.create_check_constraint(op.f(f"ck_referral_{name}"), rule)
        table.create_foreign_key(op.f("fk_referral_joined_to_id_referral"), "referral", ["joined_to_id"], ["id"])
        table.create_index(op.f("ix_referral_joined_to_id"), ["joined_to_id"])


def downgrade() -> None:
    # Old code knows neither: what was joined waits again, and who comes from an organisation is a professional's.
    op.execute(
        "UPDATE referral SET state = CASE WHEN client_id IS NULL THEN 'new' ELSE 'accepted' END, joined_to_id = NULL"
        " WHERE state = 'joined'"
    )
    op.execute("UPDATE referral SET source = 'professional' WHERE source = 'voluntary organisation'")
    with op.batch_alter_table("referral") as table:
        table.drop_index(op.f("ix_referral_joined_to_id"))
        table.drop_constraint(op.f("fk_referral_joined_to_id_referral"), type_="foreignkey")
        for name in ADDED:
            table.drop_constraint(op.f(f"ck_referral_{name}"), type_="check")
        for name, rule in BEFORE.items():
            table.drop_constraint(op.f(f"ck_referral_{name}"), type_="check")
            table.create_check_constraint(op.f(f"ck_referral_{name}"), rule)
        for name in (*(f"{each}_sealed" for each in SEALED), "joined_to_id", "referred_on", *PLAIN):
            table.drop_column(name)
