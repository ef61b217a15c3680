"""How many statements something takes, for tests that it takes no more the more there is."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session


def count_statements(db: Session, ask: Callable[[], object]) -> int:
    """How many statements a database is asked while something is done."""
    ran: list[object] = []
    engine = db.get_bind().engine

    def note(*args: object) -> None:
        ran.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert ran
    return len(ran)
