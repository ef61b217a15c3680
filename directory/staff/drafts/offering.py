"""Offering what somebody has begun in a form, and showing the form with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from directory.accounts.actor import Actor
from directory.casework.drafts.keeping import KEPT_FOR, NOTHING_ELSE, find_draft, list_drafts_about
from directory.casework.models import Client
from directory.staff.drafts.drafted_forms import DRAFTED, get_drafted
from directory.web.fields.choices import Choices
from directory.web.forms import BaseForm, show_form
from directory.web.words import in_uk, uk_date, uk_short_date

GO_ON = "draft"


@dataclass(frozen=True)
class DraftOffer:
    """What was begun in a form, if anything, and where it is kept, gone on with and thrown away.

    `is_taken` where the form is shown with it.
    """

    save_href: str
    throw_away_href: str
    go_on_href: str
    begun: str = ""
    until: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    is_taken: bool = False


@dataclass(frozen=True)
class BegunLine:
    """Something that somebody has begun about a client: what, where to go on with it, and until when it is kept."""

    words: str
    href: str
    until: str


def begun_lines(db: Session, actor: Actor, client: Client) -> list[BegunLine]:
    """All that the actor has begun about a client whom they looked up."""
    return [
        BegunLine(
            form.words,
            form.href(client.reference, each.about, **{GO_ON: "yes"}),
            uk_short_date(each.saved_at + KEPT_FOR),
        )
        for each in list_drafts_about(db, actor, client)
        if (form := DRAFTED.get(each.form))
    ]


def find_offer(db: Session, actor: Actor, client: Client, name: str, about: object = NOTHING_ELSE) -> DraftOffer:
    """What the actor has begun in a form about a client whom they looked up."""
    draft = find_draft(db, actor, client, name, str(about))
    here: dict[str, Any] = {"reference": client.reference, "form": name, "about": str(about)}
    save_href, throw_away_href = url_for("staff.save_draft_of", **here), url_for("staff.throw_draft_away", **here)
    go_on_href = get_drafted(name, str(about)).href(client.reference, str(about), **{GO_ON: "yes"})
    if draft is None:
        return DraftOffer(save_href, throw_away_href, go_on_href)
    return DraftOffer(
        save_href,
        throw_away_href,
        go_on_href,
        begun=f"{uk_date(draft.saved_at)}, {in_uk(draft.saved_at):%H:%M}",
        until=uk_short_date(draft.saved_at + KEPT_FOR),
        answers=tuple(draft.typed),
        is_taken=request.args.get(GO_ON) == "yes",
    )


def show_drafted(
    form_class: type[BaseForm],
    draft: DraftOffer,
    values: Mapping[str, Any] | None = None,
    choices: Mapping[str, Choices] | None = None,
) -> Any:
    """The form for a page to show: with what was begun where that is gone on with, else as `show_form` gives it."""
    if not draft.is_taken or request.method != "GET" or "failed_form" in g:
        return show_form(form_class, values, choices)
    form = form_class(formdata=MultiDict(draft.answers))
    form.offer(choices or {})
    return form
