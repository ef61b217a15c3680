"""What a table says in its model about rows that name a service or an organization which is merged into another.

What a record owns is merged part by part and needs no rule. Every other column that names one is made with
`mapped_column(ForeignKey("service.id"), info=follows())`. One that says nothing stops the merge, and fails a test.
"""

from dataclasses import dataclass

MERGE = "merge"


@dataclass(frozen=True)
class Follows:
    """The rows follow. `unless` is told where they cannot, because a row of each would become the same."""

    unless: str


def follows(unless: str = "Something else here names both of these, and cannot name one twice.") -> dict[str, object]:
    """Rows that name a record follow it when it is merged into another."""
    return {MERGE: Follows(unless)}
