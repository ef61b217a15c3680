"""What the pages about complaints, thanks and incidents show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.policy import may_put_right, may_see_to
from directory.casework.feedback.queries import due_of
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client
from directory.exchange.sheets.writing import Page
from directory.staff.downloads import list_table
from directory.staff.feedback.feedback_words import (
    ABOUT,
    FINDINGS,
    GIVERS,
    KINDS,
    MANY,
    SEVERITIES,
    STATE_COLOURS,
    STATES,
    WAYS,
)
from directory.web.components import Fact, ListLink
from directory.web.words import uk_day, uk_short_date

NOBODY_SEEN = "A client whose record you do not see"


@dataclass(frozen=True)
class FeedbackLine:
    """One in a list: what it is, of whom, since when, who sees to it, how it stands, and what is due."""

    href: str
    title: str
    who: str
    received: str
    owner: str
    state: str
    colour: str
    due: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class FeedbackList:
    """The list: one kind or all, open ones or all. `asked` is what the address asks for, for the file of it.

    `figures_href` leads to its figures; nothing for who may not see any.
    """

    lines: Sequence[FeedbackLine]
    links: Sequence[ListLink]
    is_all: bool
    other_href: str
    asked: Mapping[str, str]
    figures_href: str = ""


@dataclass(frozen=True)
class NewFeedbackPage:
    """For whom one is written down, where somebody began at their page."""

    name: str = ""
    reference: str = ""


@dataclass(frozen=True)
class EditFeedbackPage:
    """One that is to be put right."""

    id: uuid.UUID
    title: str


@dataclass(frozen=True)
class Moment:
    """Something that was done, as a history shows it."""

    when: str
    what: str
    detail: str
    who: str
    is_void: bool = False


@dataclass(frozen=True)
class FeedbackPage:
    """One, with what was done about it, and what its reader may do."""

    id: uuid.UUID
    title: str
    state: str
    colour: str
    client_href: str
    facts: Sequence[Fact]
    words: Sequence[str]
    wish: Sequence[str]
    due: Sequence[tuple[str, bool]]
    learning: Sequence[str]
    steps: Sequence[Moment]
    is_complaint: bool
    is_heard: bool
    may_see_to: bool
    may_put_right: bool
    may_arrange: bool


def feedback_line(feedback: Feedback, clients: Mapping[uuid.UUID, Client], today: date) -> FeedbackLine:
    state = FeedbackState(feedback.state)
    due = [] if state is FeedbackState.CLOSED else sorted(due_of(feedback), key=lambda each: each.due_on)
    return FeedbackLine(
        href=url_for("staff.show_feedback", feedback_id=feedback.id),
        title=title_of(feedback),
        who=who_words(feedback, clients),
        received=uk_short_date(feedback.received_on),
        owner=feedback.owner.name if feedback.owner else "Nobody yet",
        state=STATES[state],
        colour=STATE_COLOURS[state],
        due=f"{due[0].what} by {uk_day(due[0].due_on)}" if due else "",
        is_late=bool(due) and due[0].due_on < today,
    )


def title_of(feedback: Feedback) -> str:
    """What it is and about what, such as "Complaint: how long something took"."""
    about = ABOUT[FeedbackAbout(feedback.about)]
    return f"{KINDS[FeedbackKind(feedback.kind)]}: {about[0].lower()}{about[1:]}"


def who_words(feedback: Feedback, clients: Mapping[uuid.UUID, Client]) -> str:
    """Who told it, and of whom it is, as far as its reader sees them."""
    client = clients.get(feedback.client_id) if feedback.client_id else None
    of_whom = client.listed_name if client else NOBODY_SEEN if feedback.client_id else ""
    if feedback.given_by == GivenBy.CLIENT:
        return of_whom
    giver = feedback.giver or GIVERS[GivenBy(feedback.given_by)]
    return f"{giver}, about {of_whom}" if of_whom else giver


def feedback_list(
    actor: Actor, lines: Sequence[FeedbackLine], kind: FeedbackKind | None, *, is_all: bool
) -> FeedbackList:
    links = [ListLink("All kinds", list_href(None, is_all=is_all), kind is None)]
    links += [ListLink(text, list_href(each, is_all=is_all), kind is each) for each, text in MANY.items()]
    asked = ({"kind": kind.value} if kind else {}) | ({"show": "all"} if is_all else {})
    figures = url_for("staff.show_feedback_figures") if actor.may("outcomes.evaluate") else ""
    return FeedbackList(lines, links, is_all, list_href(kind, is_all=not is_all), asked, figures)


def list_href(kind: FeedbackKind | None, *, is_all: bool) -> str:
    return url_for("staff.list_all_feedback", kind=kind.value if kind else None, show="all" if is_all else None)


def feedback_page(
    actor: Actor,
    feedback: Feedback,
    clients: Mapping[uuid.UUID, Client],
    steps: Sequence[FeedbackStep],
    today: date,
) -> FeedbackPage:
    state = FeedbackState(feedback.state)
    client = clients.get(feedback.client_id) if feedback.client_id else None
    due = [] if state is FeedbackState.CLOSED else due_of(feedback)
    return FeedbackPage(
        id=feedback.id,
        title=title_of(feedback),
        state=STATES[state],
        colour=STATE_COLOURS[state],
        client_href=url_for("staff.show_client", reference=client.reference) if client else "",
        facts=facts_shown(feedback, clients),
        words=lines(feedback.words),
        wish=lines(feedback.wish),
        due=[(f"{each.what}: by {uk_short_date(each.due_on)}", each.due_on < today) for each in due],
        learning=lines(feedback.learning),
        steps=[moment_of(each) for each in steps],
        is_complaint=feedback.kind == FeedbackKind.COMPLAINT,
        is_heard=feedback.acknowledged_on is not None,
        may_see_to=may_see_to(actor, feedback),
        may_put_right=may_put_right(actor, feedback),
        may_arrange=actor.may("casework.oversee"),
    )


def facts_shown(feedback: Feedback, clients: Mapping[uuid.UUID, Client]) -> list[Fact]:
    told = {
        "From": who_words(feedback, clients),
        "How to reach them": feedback.giver_contact,
        "Which way": WAYS[CameBy(feedback.came_by)],
        "Heard of on": uk_short_date(feedback.received_on),
        "Happened on": uk_short_date(feedback.happened_on) if feedback.happened_on else "",
        "About": about_words(feedback.about_user, FeedbackAbout(feedback.about)),
        "How bad": SEVERITIES[Severity(feedback.severity)] if feedback.severity else "",
        "They heard that we have it": uk_short_date(feedback.acknowledged_on) if feedback.acknowledged_on else "",
        "Answered on": uk_short_date(feedback.answered_on) if feedback.answered_on else "",
        "What we found": FINDINGS[Finding(feedback.finding)] if feedback.finding else "",
        "Who sees to it": feedback.owner.name if feedback.owner else "Nobody yet",
        "Written down by": feedback.recorder.name if feedback.recorder else "They wrote it themselves",
    }
    return [Fact(name, value) for name, value in told.items() if value]


def about_words(colleague: User | None, about: FeedbackAbout) -> str:
    return f"{ABOUT[about]}: {colleague.name}" if colleague else ABOUT[about]


def moment_of(step: FeedbackStep) -> Moment:
    state = STATES[FeedbackState(step.to_state)] if step.to_state else ""
    heard = "They heard that we have it" if step.is_acknowledged else ""
    what = ". ".join(each for each in (state, heard) if each) or "A note"
    return Moment(uk_short_date(step.recorded_at), what, step.words or "", step.recorder.name)


def feedback_sheet(feedback: Sequence[Feedback]) -> Page:
    """The list for whoever goes on working with it: no name of a client, and no words."""
    columns = (("What", 14), ("About", 30), ("How bad", 12), ("Heard of", 12), ("State", 18), ("Told we have it", 16))
    more = (("Answer by", 12), ("Answered", 12), ("What we found", 22), ("Who sees to it", 26))
    rows = [
        (
            KINDS[FeedbackKind(each.kind)],
            ABOUT[FeedbackAbout(each.about)],
            SEVERITIES[Severity(each.severity)] if each.severity else None,
            each.received_on,
            STATES[FeedbackState(each.state)],
            each.acknowledged_on,
            each.answer_by,
            each.answered_on,
            FINDINGS[Finding(each.finding)] if each.finding else None,
            each.owner.name if each.owner else None,
        )
        for each in feedback
    ]
    return list_table("Complaints, thanks and incidents", (*columns, *more), rows)


def lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []
