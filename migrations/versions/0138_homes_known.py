"""Beside clients stands a token of the door they live behind, so that who visits one reads what another's record warns of.

A migration opens no seal: `lynchpin serve` makes the tokens when it starts, once the next migration has asked for it.
Old code runs against it: it makes no such tokens, and leaves them out of the records it changes.
"""

from alembic import op

revision = "0138_homes_known"
down_revision = "0137_answers"
branch_labels = None
depends_on = None

CHECK = "ck_client_token_known_kind"
BEFORE = "'nhs number', 'email', 'phone', 'born on', 'name word', 'name beginning', 'name sound'"


def upgrade() -> None:
    replace_kinds(f"{BEFORE}, 'home'")


def downgrade() -> None:
    op.execute("DELETE FROM client_token WHERE kind = 'home'")
    replace_kinds(BEFORE)


def replace_kinds(kinds: str) -> None:
    with op.batch_alter_table("client_token") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.create_check_constraint(op.f(CHECK), f"kind IN ({kinds})")
