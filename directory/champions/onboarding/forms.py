"""A form that a group fills in about itself: by a link that is sent or printed, saved page by page, sent once.

Nothing of it is in the catalogue before somebody who looks after listings begins a draft with it. Until then it is
sealed, and goes with the suggestion that it belongs to.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.queries import team_of_directory
from directory.audit.operations import record_act
from directory.champions.onboarding.form_letters import queue_form_letter
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.db import add_once, new_id
from directory.errors import Conflict, Refused
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link, make_link, record_link_act
from directory.outbox import find_message_about
from directory.security.tokens import key_of

Answers = Mapping[str, Mapping[str, Any]]
"""What was answered, by page and question. A page that was gone through without an answer is there, and empty."""


class AlreadySent(Conflict):
    """A form was sent: what it says is with those who read it."""

    def __init__(self) -> None:
        super().__init__("You have sent this already. If something is wrong, tell whoever gets in touch with you.")


class NothingSent(Refused):
    """There is no form that a group has sent."""

    def __init__(self) -> None:
        super().__init__("The group has not sent its form, or it is with them again.")


@dataclass(frozen=True)
class OpenForm:
    """A form behind a link that works; `team` signs for the directory."""

    link: SignedLink
    form: GroupForm
    team: str

    @property
    def answers(self) -> Answers:
        """What was answered so far."""
        return answers_of(self.form)

    @property
    def is_sent(self) -> bool:
        return self.form.sent_at is not None


def find_form(db: Session, suggestion: GroupSuggestion, *, to_change: bool = False) -> GroupForm | None:
    """The form of a suggestion, if its group was ever asked to fill one in."""
    wanted = select(GroupForm).where(GroupForm.suggestion_id == suggestion.id)
    return db.scalar(wanted.with_for_update().execution_options(populate_existing=True) if to_change else wanted)


def begin_form(db: Session, actor: Actor | None, suggestion: GroupSuggestion) -> GroupForm:
    """The form of a suggestion, begun where there is none, with what was told already."""
    known = find_form(db, suggestion)
    if known is not None:
        return known
    told = {"activity": suggestion.name} | ({"about": suggestion.about} if suggestion.about else {})
    form = GroupForm(
        id=new_id(),
        suggestion_id=suggestion.id,
        asked_by=actor.user_id if actor else None,
        answers=json.dumps({"done": [], "answers": {"what": told}}),
    )
    kept, _ = add_once(db, form, lambda: find_form(db, suggestion))
    return kept


def make_form_link(db: Session, actor: Actor | None, form: GroupForm) -> str:
    """The token of a new link to a form, to be handed over. The one before ends."""
    token = make_link(db, LinkPurpose.GROUP_FORM, scheme_id=None, client_id=None, about_id=form.id)
    record_act(db, actor.user_id if actor else None, None, "link.made", "signed_link", [key_of(token)])
    return token


def send_form_link(db: Session, actor: Actor, suggestion: GroupSuggestion, key: str) -> bool:
    """Have a letter with a link to the form sent to a group; returns whether it has an address that may work.

    The same press of a button, by its `key`, sends one letter.
    """
    form = begin_form(db, actor, suggestion)
    last = find_message_about(db, form.id)
    if not suggestion.email or (last is not None and last.gave_up_at is not None):
        return False
    queue_form_letter(db, form, suggestion, team_of_directory(db), key)
    record_act(db, actor.user_id, None, "group_form.asked", "group_suggestion", [suggestion.id])
    return True


def get_open_form(db: Session, token: str, *, to_change: bool = False) -> OpenForm:
    """The form behind a link. Raises LinkEnded, also where somebody has looked into the suggestion and closed it."""
    link = get_link(db, token, LinkPurpose.GROUP_FORM)
    wanted = select(GroupForm).where(GroupForm.id == link.about_id).options(joinedload(GroupForm.suggestion))
    wanted = wanted.execution_options(populate_existing=True)
    form = db.scalar(wanted.with_for_update(of=GroupForm) if to_change else wanted)
    if form is None or not form.suggestion.is_open:
        raise LinkEnded
    return OpenForm(link, form, team_of_directory(db))


def answers_of(form: GroupForm) -> Answers:
    """What was answered so far."""
    kept = json.loads(form.answers or "{}")
    found: Answers = kept.get("answers", {})
    return found


def pages_done(form: GroupForm) -> frozenset[str]:
    """The pages that were gone through."""
    return frozenset(json.loads(form.answers or "{}").get("done", []))


def save_page(db: Session, opened: OpenForm, page: str, answers: Mapping[str, Any]) -> None:
    """Keep what was answered on one page; what stands on others stays. Raises AlreadySent."""
    if opened.is_sent:
        raise AlreadySent
    done = sorted(pages_done(opened.form) | {page})
    kept = {**opened.answers, page: dict(answers)}
    opened.form.answers = json.dumps({"done": done, "answers": kept}, ensure_ascii=False)
    opened.form.saved_at = clock.now()
    record_link_act(db, opened.link, "group_form.saved")


def send_form(db: Session, opened: OpenForm) -> None:
    """Put a form before those who look after listings. A second press changes nothing."""
    if opened.is_sent:
        return
    opened.form.sent_at, opened.form.returned_at, opened.form.word = clock.now(), None, None
    record_link_act(db, opened.link, "group_form.sent")


def return_form(db: Session, actor: Actor, suggestion: GroupSuggestion, word: str, key: str) -> bool:
    """Send a form back to its group with a word on what is missing; returns whether a letter goes there.

    Raises NothingSent.
    """
    form = find_form(db, suggestion, to_change=True)
    if form is None or form.sent_at is None:
        raise NothingSent
    form.sent_at, form.returned_at, form.word = None, clock.now(), word
    record_act(db, actor.user_id, None, "group_form.returned", "group_suggestion", [suggestion.id])
    return send_form_link(db, actor, suggestion, key)


def find_sent_answers(db: Session, suggestion: GroupSuggestion) -> Answers | None:
    """What a group has sent about itself; None where it has not, or was asked once more."""
    form = find_form(db, suggestion)
    return answers_of(form) if form is not None and form.sent_at is not None else None


def states_of_forms(db: Session, suggestion_ids: list[uuid.UUID]) -> dict[uuid.UUID, GroupForm]:
    """The forms of some suggestions, by suggestion."""
    found = db.scalars(select(GroupForm).where(GroupForm.suggestion_id.in_(suggestion_ids)))
    return {each.suggestion_id: each for each in found}
