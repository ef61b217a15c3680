"""What a champion may have to do next: the kinds of it, and one item of the list."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, func, true
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.keepers import is_kept_by
from directory.champions.models import ChampionDomain
from directory.champions.queries import Ids, in_domains
from directory.champions.to_do.models import SetAside
from directory.db import one_by_one

# What is behind so much of one kind cannot be done today either.
MOST_OF_A_KIND = 500
# So many services are found more quickly by their ids than anew for each question.
FEW = 1_000


class Kind(StrEnum):
    """What is to be done about something."""

    SHUT = "shut"
    """Somebody says that people go in vain: it has closed or moved, or cannot be reached."""
    ASKED = "asked"
    WANTED = "wanted"
    """A colleague does not know where to send somebody."""
    WRONG = "wrong"
    TOLD_BY_GROUP = "told by group"
    SUGGESTED = "suggested"
    MISSING = "missing"
    FORM = "form"
    SILENT = "silent"
    DUE = "due"
    ASSURANCE_OVER = "assurance over"
    """What was checked of a group's insurance or safeguarding holds no more."""
    ASSURANCE_ENDS = "assurance ends"
    DEAD_LINK = "dead link"
    FINDING = "finding"
    """A program thinks that something is wrong."""
    SAY_AGAIN = "say again"
    NOTE = "note"
    """What they told colleagues of a listing should be looked at again."""
    FUNDING_ENDS = "funding ends"
    ROOM_UNKNOWN = "room unknown"
    """Nobody knows any more what room there is; or nobody ever did, where people are sent."""
    NO_TIMES = "no times"
    NO_ACCESS = "no access"
    TWICE = "twice"


@dataclass(frozen=True)
class Found:
    """Something to be done, as one question to the database found it.

    `about` is the id of what it is done to, and `name` what to call that on a page; `services` are the listings that
    are better for it, if any, the one it is about first. `domain` is the slug of its domain, where that is known before
    anybody asks for those of the listings. With `is_for_used` it is worth doing only where people are sent.
    """

    kind: Kind
    about: str
    since: date
    name: str = ""
    services: tuple[uuid.UUID, ...] = ()
    domain: str = ""
    is_for_used: bool = False


@dataclass(frozen=True)
class ToDo:
    """One item of the list: what was found, how useful it is to do it now, and the slug of the domain it falls in.

    `aside` says who put it off, and until when.
    """

    found: Found
    weight: float
    domain: str
    aside: SetAside | None = None

    @property
    def kind(self) -> Kind:
        return self.found.kind


@dataclass(frozen=True)
class Keeper:
    """Who looks after something, on which day: what each question to the database is told.

    `few` are the ids of the services in their domains, where those are few enough to be named in each question, each
    with the slug of its domain, the first by name where there are several; `named` names them in a question.
    """

    actor: Actor
    today: date
    few: Mapping[uuid.UUID, str] | None = None
    named: Ids | None = None

    def keeps(self) -> ColumnElement[bool]:
        """Which champion domains are theirs: an editor keeps all."""
        return true() if Role.EDITOR in self.actor.roles else is_kept_by(self.actor.user_id)

    def services(self) -> Ids:
        """The ids of the services in their domains, live or not."""
        return in_domains(self.keeps()) if self.named is None else self.named


def read_keeper(db: Session, actor: Actor, today: date) -> Keeper:
    """Who looks after something, with what that is, unless it is very much."""
    keeper = Keeper(actor, today)
    if Role.EDITOR in actor.roles:
        return keeper
    wanted = in_domains(keeper.keeps()).add_columns(func.min(ChampionDomain.slug)).group_by(Attribute.link_id)
    services = {service_id: slug for service_id, slug in db.execute(wanted.limit(FEW + 1))}
    return keeper if len(services) > FEW else replace(keeper, few=services, named=one_by_one(db, services))
