"""What is told when a complaint, thanks or an incident is written down, and of what was done about it."""

import uuid
from dataclasses import dataclass
from datetime import date

from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.states import FeedbackState

LONGEST_WORDS = 4_000
LONGEST_LINE = 300


@dataclass(frozen=True)
class FeedbackInput:
    """What somebody tells us: what kind of thing, who they are, of what, in whose words, and what would put it right.

    `about_user_id` is the colleague it is about, where it is about one. How bad it was, a colleague judges.
    """

    kind: FeedbackKind
    given_by: GivenBy
    came_by: CameBy
    about: FeedbackAbout
    words: str
    received_on: date
    happened_on: date | None = None
    severity: Severity | None = None
    about_user_id: uuid.UUID | None = None
    wish: str | None = None
    giver: str | None = None
    giver_contact: str | None = None


@dataclass(frozen=True)
class FactsInput:
    """What can be put right of it later: all but who told it, which way and when, and in which words."""

    kind: FeedbackKind
    about: FeedbackAbout
    severity: Severity | None = None
    happened_on: date | None = None
    about_user_id: uuid.UUID | None = None
    wish: str | None = None
    giver: str | None = None
    giver_contact: str | None = None


@dataclass(frozen=True)
class StepInput:
    """What was done: in words, how it stands from now on, and whether whoever told it heard that we have it.

    `finding` and `learning` come with an answer or an ending; what is not told of them stays as it was.
    """

    words: str
    to_state: FeedbackState | None = None
    is_acknowledged: bool = False
    finding: Finding | None = None
    learning: str | None = None


@dataclass(frozen=True)
class FollowUpInput:
    """Who sees to it, what comes next and by when, and by when an answer is promised."""

    owner_id: uuid.UUID | None = None
    next_step: str | None = None
    next_step_on: date | None = None
    answer_by: date | None = None


def what_is_wrong(wanted: FeedbackInput, today: date) -> dict[str, str]:
    """What of a complaint, thanks or an incident does not go together, by question."""
    wrong: dict[str, str] = {}
    is_judged = wanted.came_by is not CameBy.OWN_PAGE
    if is_judged and wanted.kind is not FeedbackKind.COMPLIMENT and wanted.severity is None:
        wrong["severity"] = "Choose how bad it was"
    if wanted.about is FeedbackAbout.COLLEAGUE and wanted.about_user_id is None:
        wrong["about_user_id"] = "Choose the colleague. If it is nobody of your team, choose another answer above"
    if wanted.given_by is GivenBy.COLLEAGUE and wanted.kind is FeedbackKind.COMPLAINT:
        wrong["given_by"] = "A complaint comes from somebody outside the team. What a colleague reports is an incident"
    if wanted.received_on > today:
        wrong["received_on"] = "The date must be today or earlier"
    if wanted.happened_on and wanted.happened_on > wanted.received_on:
        wrong["happened_on"] = "This is after the day on which you heard of it"
    return wrong


def what_is_wrong_next(wanted: FollowUpInput, received_on: date) -> dict[str, str]:
    """What of a follow-up does not go together, by question."""
    wrong: dict[str, str] = {}
    if wanted.next_step and wanted.next_step_on is None:
        wrong["next_step_on"] = "Say by when it is done"
    if wanted.next_step_on and not wanted.next_step:
        wrong["next_step"] = "Say what is to be done by then"
    if wanted.answer_by and wanted.answer_by < received_on:
        wrong["answer_by"] = "This is before it was told"
    return wrong
