"""The letter that brings a group the form in which it tells of itself."""

from sqlalchemy.orm import Session

from directory import clock
from directory.audit.operations import record_act
from directory.champions.messages.letters import KEPT_FOR
from directory.champions.messages.models import SEALED_FOR
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.security.tokens import key_of

GROUP_FORM = "group_form"
TEXT = """Hello,

We keep a free list of groups and things to do. We would like {name} to be on it.

Please tell us about it here. It takes about ten minutes, and you need no password:

{link}

You can stop at any time. The link brings you back to where you were. It works for 60 days.
{word}
Nobody sees what you write before we have looked at it together with you.

Thank you,
{team}
"""
WORD = """
We have read what you sent us. Before we can list it, we would like to ask you:

{word}
"""


def queue_form_letter(db: Session, form: GroupForm, suggestion: GroupSuggestion, team: str, key: str) -> None:
    """Have a group asked to fill in its form, with the word that it was sent back with, if it was."""
    word = WORD.format(word=form.word) if form.word else ""
    letter = Letter(
        kind=GROUP_FORM,
        dedupe_key=f"{GROUP_FORM}:{form.id}:{key}",
        address=suggestion.email or "",
        subject=f"A question about {suggestion.name}" if form.word else f"Tell us about {suggestion.name}",
        text=TEXT.format(name=suggestion.name, link=LINK_TO_COME, word=word, team=team),
    )
    queue_letter(db, SEALED_FOR, form.id, letter)


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text as it leaves, with a link that is made now."""
    token = make_link(db, LinkPurpose.GROUP_FORM, scheme_id=None, client_id=None, about_id=message.about_id)
    record_act(db, None, None, "link.made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.GROUP_FORM, token)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a group may still be asked: nobody has looked into it meanwhile, and it is not long ago."""
    form = db.get(GroupForm, message.about_id)
    suggestion = db.get(GroupSuggestion, form.suggestion_id) if form else None
    is_open = suggestion is not None and suggestion.is_open
    return is_open and form is not None and form.sent_at is None and clock.now() - message.made_at <= KEPT_FOR
