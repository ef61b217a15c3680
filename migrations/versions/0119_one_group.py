"""That one group is to be told nothing more, among what people tell their team from their own page.

Old code runs against it, but cannot show such a message.
"""

from alembic import op

revision = "0119_one_group"
down_revision = "0118_known_practices"
branch_labels = None
depends_on = None


def allow(kinds: tuple[str, ...], with_note: str) -> None:
    quoted = ", ".join(repr(each) for each in kinds)
    with op.batch_alter_table("own_page_message") as message:
        message.drop_constraint(op.f("ck_own_page_message_known_kind"), type_="check")
        message.create_check_constraint(op.f("ck_own_page_message_known_kind"), f"kind IN ({quoted})")
        message.drop_constraint(op.f("ck_own_page_message_correction_has_note"), type_="check")
        message.create_check_constraint(
            op.f("ck_own_page_message_correction_has_note"), f"({with_note}) = (note_sealed IS NOT NULL)"
        )


def upgrade() -> None:
    allow(("correction", "copy", "withdrawal", "group"), "kind IN ('correction', 'group')")


def downgrade() -> None:
    # The team still reads of which group it was, as something that is wrong.
    op.execute("UPDATE own_page_message SET kind = 'correction' WHERE kind = 'group'")
    allow(("correction", "copy", "withdrawal"), "kind = 'correction'")
