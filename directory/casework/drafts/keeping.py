"""Keeping what somebody has begun to write about a client, giving it back to them, and letting go of it."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.drafts.models import FormDraft
from directory.casework.joining.leading import check_not_joined
from directory.casework.models import Client
from directory.casework.references import read_reference
from directory.casework.sight import in_scope
from directory.casework.tombstones import check_not_erased
from directory.db import delete_free, new_id
from directory.errors import NotFound, WrongInput

# Over a weekend and some days of illness; whoever is away for longer writes anew.
KEPT_FOR = timedelta(days=7)
LONGEST = 60_000
# What is not about a client in particular, besides the client themself.
NOTHING_ELSE = "-"

Answers = Sequence[tuple[str, str]]


def get_client_unseen(db: Session, actor: Actor, reference: str) -> Client:
    """A client whom the actor may see, kept from others, of whom nothing is shown. Raises NotFound.

    That they were looked at was recorded when the form was opened; nobody looks at them each time it is kept. Raises
    PersonErased for who was, and CannotBeRead where their key is missing, so that nothing is sealed under another.
    """
    wanted = select(Client).where(in_scope(actor), Client.reference == read_reference(reference))
    client = db.scalar(wanted.with_for_update(of=Client))
    if client is None:
        check_not_erased(db, actor, reference)
        check_not_joined(db, actor, reference)
    if client is None or not client.name:
        raise NotFound("There is no such client.")
    return client


def is_of(actor: Actor, client: Client, form: str, about: str) -> ColumnElement[bool]:
    return and_(
        FormDraft.user_id == actor.user_id,
        FormDraft.scheme_id == actor.scheme_id,
        FormDraft.client_id == client.id,
        FormDraft.form == form,
        FormDraft.about == about,
    )


def find_draft(db: Session, actor: Actor, client: Client, form: str, about: str = NOTHING_ELSE) -> FormDraft | None:
    """What the actor has begun to write in a form about a client whom they looked up; None where that is nothing."""
    is_kept = FormDraft.saved_at > clock.now() - KEPT_FOR
    return db.scalar(select(FormDraft).where(is_of(actor, client, form, about), is_kept))


def save_draft(db: Session, actor: Actor, client: Client, form: str, about: str, answers: Answers) -> FormDraft:
    """Keep what the actor has typed so far, in the place of what was kept before. The caller keeps the client.

    That it was begun is recorded, and not each time it is kept. Raises WrongInput for what is too long for any form.
    """
    text = json.dumps([list(each) for each in answers], ensure_ascii=False)
    if len(text) > LONGEST:
        raise WrongInput("This is too long to be kept. Save it, or make it shorter.")
    forget_old_drafts(db)
    draft = db.scalar(select(FormDraft).where(is_of(actor, client, form, about)))
    if draft is None:
        draft = FormDraft(
            id=new_id(),
            scheme_id=client.scheme_id,
            client_id=client.id,
            user_id=actor.user_id,
            form=form,
            about=about,
            begun_at=clock.now(),
        )
        db.add(draft)
        record_act(db, actor.user_id, actor.scheme_id, "draft.begun", "form_draft", [draft.id])
    draft.answers, draft.saved_at = text, clock.now()
    return draft


def drop_draft(db: Session, actor: Actor, client: Client, form: str, about: str = NOTHING_ELSE) -> None:
    """Let go of what the actor has begun: it is sent, or thrown away."""
    db.execute(delete(FormDraft).where(is_of(actor, client, form, about)))


def list_drafts(db: Session, actor: Actor) -> Sequence[tuple[FormDraft, Client]]:
    """All that the actor has begun about clients whom they see, the oldest first, with whom it is about."""
    found = db.execute(drafts_of(actor), {"kept_since": clock.now() - KEPT_FOR})
    return [(draft, client) for draft, client in found]


@lru_cache
def drafts_of(actor: Actor) -> Select[FormDraft, Client]:
    return (
        select(FormDraft, Client)
        .join(Client, Client.id == FormDraft.client_id)
        .where(FormDraft.user_id == actor.user_id, FormDraft.scheme_id == actor.scheme_id, in_scope(actor))
        .where(FormDraft.saved_at > bindparam("kept_since"))
        .order_by(FormDraft.saved_at)
    )


def list_drafts_about(db: Session, actor: Actor, client: Client) -> Sequence[FormDraft]:
    """What the actor has begun about a client whom they looked up, the oldest first."""
    own = (FormDraft.user_id == actor.user_id, FormDraft.scheme_id == actor.scheme_id)
    is_kept = FormDraft.saved_at > clock.now() - KEPT_FOR
    wanted = select(FormDraft).where(*own, FormDraft.client_id == client.id, is_kept)
    return db.scalars(wanted.order_by(FormDraft.saved_at)).all()


def forget_old_drafts(db: Session) -> None:
    """Let go of what was begun too long ago, whosever it is."""
    delete_free(db, FormDraft.id, FormDraft.saved_at <= clock.now() - KEPT_FOR)
