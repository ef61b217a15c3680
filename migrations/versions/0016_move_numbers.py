"""A number for every move of a referral that old code left without one, and no number twice in a referral.

Old code runs against it from 0009 on, which is what numbers moves. Going down leaves the numbers as they are.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016_move_numbers"
down_revision = "0015_sent_sheets"
branch_labels = None
depends_on = None

MOVE = sa.table(
    "referral_move",
    sa.column("id", sa.Uuid()),
    sa.column("onward_referral_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("takes_back", sa.Integer()),
    sa.column("recorded_at"),
)


def upgrade() -> None:
    db = op.get_bind()
    unnumbered = sa.select(MOVE.c.onward_referral_id).where(MOVE.c.number == 0)
    wanted = sa.select(MOVE).where(MOVE.c.onward_referral_id.in_(unnumbered))
    rows = db.execute(wanted.order_by(MOVE.c.onward_referral_id, MOVE.c.recorded_at, MOVE.c.number, MOVE.c.id)).all()
    for _, moves in groupby(rows, key=lambda row: row.onward_referral_id):
        for move_id, number, takes_back in numbered(moves):
            db.execute(MOVE.update().where(MOVE.c.id == move_id).values(number=number, takes_back=takes_back))
    op.create_index("uq_referral_move_number", "referral_move", ["onward_referral_id", "number"], unique=True)


def numbered(moves: Iterable[Any]) -> Iterator[tuple[Any, int, int | None]]:
    """The moves of one referral, counted from 1 in the order in which they were written down."""
    numbers: dict[int, int] = {}
    for number, move in enumerate(moves, start=1):
        yield move.id, number, numbers.get(move.takes_back) if move.takes_back is not None else None
        numbers[move.number] = number


def downgrade() -> None:
    op.drop_index("uq_referral_move_number", table_name="referral_move")
