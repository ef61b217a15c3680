"""That somebody wants no more support, among what people tell their team from their own page, and that they took it back.

Old code runs against it, but cannot show such a message.
"""

import sqlalchemy as sa
from alembic import op

revision = "0121_no_more_support"
down_revision = "0120_phones_at_work"
branch_labels = None
depends_on = None

WITH_NOTE = "(kind IN ('correction', 'group')) = (note_sealed IS NOT NULL)"


def allow(kinds: tuple[str, ...], has_note: str) -> None:
    quoted = ", ".join(repr(each) for each in kinds)
    with op.batch_alter_table("own_page_message") as message:
        message.drop_constraint(op.f("ck_own_page_message_known_kind"), type_="check")
        message.create_check_constraint(op.f("ck_own_page_message_known_kind"), f"kind IN ({quoted})")
        message.drop_constraint(op.f("ck_own_page_message_correction_has_note"), type_="check")
        message.create_check_constraint(op.f("ck_own_page_message_correction_has_note"), has_note)


def upgrade() -> None:
    with op.batch_alter_table("own_page_message") as message:
        message.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
    allow(("correction", "copy", "withdrawal", "group", "stop"), f"kind = 'stop' OR {WITH_NOTE}")
    with op.batch_alter_table("own_page_message") as message:
        message.create_check_constraint(
            op.f("ck_own_page_message_taken_back_before_it_was_seen"),
            "taken_back_at IS NULL OR (kind = 'stop' AND seen_at IS NULL)",
        )


def downgrade() -> None:
    with op.batch_alter_table("own_page_message") as message:
        message.drop_constraint(op.f("ck_own_page_message_taken_back_before_it_was_seen"), type_="check")
        message.drop_column("taken_back_at")
    # What nobody wrote a word to cannot be told any other way; the rest the team still reads.
    op.execute("DELETE FROM own_page_message WHERE kind = 'stop' AND note_sealed IS NULL")
    op.execute("UPDATE own_page_message SET kind = 'correction' WHERE kind = 'stop'")
    allow(("correction", "copy", "withdrawal", "group"), WITH_NOTE)
