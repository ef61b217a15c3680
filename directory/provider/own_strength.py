"""A group says how strong it is, and what help it needs, by the link about its listings.

Whoever has the link may open the page, and no code is asked for: it takes what is said, and shows nothing that is held.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.catalogue.models.organizations import Organization
from directory.champions.capacity.strength import record_strength
from directory.champions.verification.own_listings import OwnListings, get_own_listings
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.links.signed_links import record_link_act
from directory.provider.own_listings import bp
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.strength_form import OwnStrengthForm


@dataclass(frozen=True)
class OwnStrengthPage:
    """The form of one group."""

    name: str
    back_href: str
    save_href: str


@bp.get("/<token>/groups/<uuid:organization_id>")
@open_to_all
def ask_own_strength(token: str, organization_id: uuid.UUID) -> ResponseReturnValue:
    """How strong a group is: an empty form."""
    with reading() as db:
        group, here = own_group(get_own_listings(db, token), organization_id), {"token": token}
        saved: dict[str, Any] = {**here, "organization_id": group.id}
        page = OwnStrengthPage(
            group.name,
            url_for("own_listings.show_listings", token=token),
            url_for("own_listings.say_own_strength", **saved),
        )
    form = show_form(OwnStrengthForm)
    return render_page("provider/say_own_strength.html", page, form=form)


@bp.post("/<token>/groups/<uuid:organization_id>")
@open_to_all
@asks_again(ask_own_strength)
def say_own_strength(token: str, organization_id: uuid.UUID) -> ResponseReturnValue:
    """Take what a group says of itself."""
    with transaction() as db:
        own = get_own_listings(db, token)
        record_strength(db, None, own_group(own, organization_id), load_form(OwnStrengthForm))
        record_link_act(db, own.link, "group.strength_said")
    tell("Thank you. The team knows now.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)


def own_group(own: OwnListings, organization_id: uuid.UUID) -> Organization:
    """One of the groups whose listings are behind a link. Raises NotFound."""
    groups = {each.organization.id: each.organization for each in own.services}
    if organization_id not in groups:
        raise NotFound("This is not on your list any more. Go back to the letter and open its link again.")
    return groups[organization_id]
