"""What the first page shows: what waits for an answer, who has not agreed yet, and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.own_page_models import OwnPageMessage
from directory.casework.transfer_queries import TransfersWaiting
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.services import Service, Stage
from directory.referrals.models import OnwardReferral
from directory.staff.record_kinds import kind_of, name_of, words_beside
from directory.staff.referral_pages import ReferralRow, referral_rows
from directory.staff.to_do_pages import ToDoList
from directory.web.words import counted


@dataclass(frozen=True)
class HomeLink:
    """A place to go, and what for."""

    text: str
    href: str
    what_for: str


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
    """What waits for an answer: transfers, people who asked for support, clients who told something on their own page,
    and people whom no group answered. `to_do` is for who keeps listings.
    """

    transfers: TransfersWaiting
    asked: int
    told: Sequence[OwnPageMessage]
    to_do: ToDoList | None = None
    would_go: int = 0


@dataclass(frozen=True)
class HomePage:
    """The first page of one member of staff."""

    name: str
    may_match: bool
    works_with_clients: bool
    is_own: bool
    waiting: Sequence[ReferralRow]
    not_agreed: Sequence[ClientLine]
    told: Sequence[ClientLine]
    writing: Sequence[WritingLine]
    transfers: Sequence[str]
    asked: str
    would_go: str
    to_do: ToDoList | None
    links: Sequence[HomeLink]


def home_page(
    actor: Actor,
    not_agreed: Sequence[Client],
    unanswered: Sequence[OnwardReferral],
    writing: Sequence[WrittenRecord],
    waiting: Waiting,
    today: date,
) -> HomePage:
    """A coordinator sees their own clients; a manager, who has none, those of the whole team."""
    return HomePage(
        name=actor.name,
        may_match=actor.may("matching.match"),
        works_with_clients=actor.may("casework.read"),
        is_own=actor.may("casework.write"),
        waiting=referral_rows(unanswered, today),
        not_agreed=[client_line(each) for each in not_agreed],
        # Whoever told several things is there once.
        told=list(dict.fromkeys(client_line(each.client) for each in waiting.told)),
        writing=[writing_line(each) for each in writing],
        transfers=transfer_lines(waiting.transfers),
        asked=asked_words(waiting.asked),
        would_go=f"{counted(waiting.would_go, 'person', 'people')} whom no group answered" if waiting.would_go else "",
        to_do=waiting.to_do,
        links=links_of(actor),
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


def links_of(actor: Actor) -> list[HomeLink]:
    """Where the actor's roles lead."""
    wanted = (
        ("casework.write", "Add a client", "staff.new_client", "Take somebody on and write down what they said"),
        (
            "casework.read",
            "Referrals to us",
            "staff.show_referrals_in",
            "Who asks for support, and waits for an answer",
        ),
        (
            "casework.read",
            "Would like to go",
            "staff.show_join_requests",
            "Who asked a group to come along, and got no answer",
        ),
        ("casework.read", "Clients", "staff.show_clients", "Everybody your team supports"),
        ("casework.read", "Referrals", "staff.show_referrals", "What was sent, and what came of it"),
        (
            "casework.oversee",
            "Shared without agreement",
            "staff.show_unreviewed",
            "What was told about people who had not agreed, to look at afterwards",
        ),
        (
            "matching.match",
            "Questions",
            "staff.show_questions",
            "Where could I send somebody? What was asked and answered",
        ),
        ("matching.match", "Gaps", "staff.show_gaps", "What people needed and the directory did not have"),
        (
            "searches.read",
            "What people look for",
            "staff.show_sought",
            "On the public pages, found or not",
        ),
        ("matching.match", "What you watch", "staff.show_watching", "An email once a week about what is new"),
        (
            "gaps.report",
            "What is missing",
            "staff.show_missing",
            "What people needed and did not get, by need and area",
        ),
        ("gaps.report", "Funding of groups", "staff.show_funding", "Which may not go on, and where people are sent"),
        ("catalogue.suggest", "What groups said", "staff.new_lines", "Key in what room they have, from their sheets"),
        ("catalogue.suggest", "New activity", "staff.new_listing", "Write about something that is not listed yet"),
        ("catalogue.suggest", "Organisations", "staff.show_organizations", "Who runs what: find a group, or add one"),
        (
            "relationships.keep",
            "Groups we know",
            "staff.show_relationships",
            "Whom your team met, and whom nobody met for long",
        ),
        ("catalogue.suggest", "Venues", "staff.show_venues", "Find a place, and write about it"),
        ("catalogue.edit", "Listings", "staff.show_domains", "Keep listings true and confirm them"),
        ("catalogue.edit", "Reports", "staff.show_messages", "What people told you or asked about listings"),
        ("catalogue.edit", "Findings", "staff.show_findings", "What a program thinks is wrong in your listings"),
        ("catalogue.edit", "Spreadsheets", "staff.show_sheets", "Add the activities of a group that has only Excel"),
        (
            "catalogue.edit",
            "Suggestions",
            "staff.show_suggestions",
            "What colleagues would change in what you look after",
        ),
        ("catalogue.edit", "Suggested groups", "staff.show_group_suggestions", "What the public says is missing"),
        ("catalogue.suggest", "What you suggested", "staff.show_own_suggestions", "And what became of it"),
        ("outcomes.evaluate", "Outcomes", "staff.show_evaluation", "What helped, and how much is not known"),
        (
            "casework.oversee",
            "Too young",
            "staff.show_too_young",
            "People younger than your service is for, to decide on",
        ),
        (
            "agreements.keep",
            "What people agree to",
            "staff.show_wordings",
            "The words to read out, and what allows you to keep what you keep",
        ),
        ("agreements.keep", "Where you help", "staff.edit_areas", "From where requests for support come to your team"),
        ("rights.erase", "Retention", "staff.show_retention", "Whose record goes soon, and holding one back"),
        ("accounts.manage", "People", "staff.show_people", "Who of your team can sign in, and what they may do"),
    )
    return [HomeLink(text, url_for(to), what_for) for may, text, to, what_for in wanted if actor.may(may)]
