"""What anybody with a link sees before they have shown a code."""

from dataclasses import dataclass
from typing import Protocol

from directory.links.letters import masked


class Shared(Protocol):
    """What stands behind a link: of which team, and where its codes go."""

    @property
    def team(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class AskingPage:
    """Which team the link is from, and where a code would go."""

    token: str
    team: str
    address: str


def asking_page(shared: Shared, token: str) -> AskingPage:
    return AskingPage(token, shared.team, masked(shared.address))
