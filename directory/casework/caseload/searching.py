"""Finding clients by what is typed, among those of one coordinator, or at one stage, or whose case is open or ended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.caseload.open_cases import list_open_cases
from directory.casework.caseload.stages import Stage
from directory.casework.looking_up import Found, everybody, look_up_clients
from directory.casework.models import Client
from directory.casework.queries import is_supported


class Support(StrEnum):
    """Whether somebody is supported now."""

    OPEN = "open"
    ENDED = "ended"


@dataclass(frozen=True)
class Only:
    """Whom to look among; everybody whom the actor may see, where nothing is said."""

    coordinator_id: uuid.UUID | None = None
    support: Support | None = None
    stage: Stage | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What the database can tell by itself."""
        found: list[ColumnElement[bool]] = []
        if self.coordinator_id is not None:
            found.append(Client.coordinator_id == self.coordinator_id)
        if self.support is Support.OPEN or self.stage is not None:
            found.append(is_supported())
        if self.support is Support.ENDED:
            found.append(~is_supported())
        return found


def search_clients(db: Session, actor: Actor, text: str, only: Only, today: date) -> Found:
    """The clients whom a text may mean, of those that are wanted; who is shown is recorded as listed."""

    def at_stage(candidates: Sequence[Client]) -> Sequence[Client]:
        cases = list_open_cases(db, actor, today, Client.id.in_([each.id for each in candidates]))
        wanted = {each.client_id for each in cases if each.stage is only.stage}
        return [each for each in candidates if each.id in wanted]

    keep = at_stage if only.stage is not None else everybody
    return look_up_clients(db, actor, text, *only.conditions(), keep=keep)
