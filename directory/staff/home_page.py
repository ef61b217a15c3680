"""What the first page shows: what waits for an answer, who has not agreed yet, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.transfers.queries import TransfersWaiting
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.services import Service, Stage
from directory.staff.domains.to_do_pages import ToDoList
from directory.staff.records.record_kinds import kind_of, name_of, words_beside
from directory.staff.ways_on import WaysOn, ways_on
from directory.web.words import counted


@dataclass(frozen=True)
class ClientLine:
    """A client by name, with a link to their page."""

    name: str
    href: str


@dataclass(frozen=True)
class WritingLine:
    """What the actor is writing, with a link to go on, what stands beside its name, and whether it is new."""

    name: str
    href: str
    beside: str
    is_new: bool


@dataclass(frozen=True)
class Waiting:
    """What waits for an answer: transfers, people who asked for support, and people whom no group answered. `to_do` is
    for who keeps listings.
    """

    transfers: TransfersWaiting
    asked: int
    to_do: ToDoList | None = None
    would_go: int = 0


@dataclass(frozen=True)
class HomePage:
    """The first page of one member of staff."""

    name: str
    may_match: bool
    works_with_clients: bool
    not_agreed: Sequence[ClientLine]
    writing: Sequence[WritingLine]
    transfers: Sequence[str]
    asked: str
    would_go: str
    to_do: ToDoList | None
    ways_on: Sequence[WaysOn]


def home_page(
    actor: Actor,
    not_agreed: Sequence[Client],
    writing: Sequence[WrittenRecord],
    waiting: Waiting,
) -> HomePage:
    """A coordinator sees their own clients; a manager, who has none, those of the whole team."""
    return HomePage(
        name=actor.name,
        may_match=actor.may("matching.match"),
        works_with_clients=actor.may("casework.read"),
        not_agreed=[client_line(each) for each in not_agreed],
        writing=[writing_line(each) for each in writing],
        transfers=transfer_lines(waiting.transfers),
        asked=asked_words(waiting.asked),
        would_go=f"{counted(waiting.would_go, 'person', 'people')} whom no group answered" if waiting.would_go else "",
        to_do=waiting.to_do,
        ways_on=ways_on(actor),
    )


def client_line(client: Client) -> ClientLine:
    return ClientLine(client.listed_name, url_for("staff.show_client", reference=client.reference))


def asked_words(number: int) -> str:
    """How many people asked for support and have not been answered; nothing where there are none."""
    return f"{counted(number, 'person waits', 'people wait')} for a first answer" if number else ""


def transfer_lines(waiting: TransfersWaiting) -> list[str]:
    """What a manager is asked about clients who go from team to team."""
    lines = []
    if waiting.to_answer:
        lines.append(f"{counted(waiting.to_answer, 'client')} of another team: can you take them on?")
    if waiting.to_offer:
        lines.append(f"{counted(waiting.to_offer, 'client')} of yours: shall the other team be asked?")
    return lines


def writing_line(record: WrittenRecord) -> WritingLine:
    is_new = isinstance(record, Service) and record.stage == Stage.DRAFT
    return WritingLine(
        name_of(record), kind_of(record).href("staff.write_record", record.id), words_beside(record), is_new
    )
