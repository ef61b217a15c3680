from collections.abc import Callable

import pytest
from sqlalchemy import event


@pytest.fixture
def count_queries(database) -> Callable[[Callable[[], object]], int]:
    """`count_queries(function)` says how many statements it sends to the database."""

    def count(function: Callable[[], object]) -> int:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_more) -> None:
            sent.append(statement)

        event.listen(database.read, "before_cursor_execute", note)
        function()
        event.remove(database.read, "before_cursor_execute", note)
        return len(sent)

    return count
