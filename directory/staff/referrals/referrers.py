"""Saying once which group of the directory a referral came from."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.referrers import find_group_of, link_referrer
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_queries import find_organizations
from directory.db import transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.domains.listings import looked_for
from directory.web.ids import find_id
from directory.web.pages import render_page, tell
from directory.web.words import counted

PAGE = "/referrals-in/<reference>/group"
MOST_FOUND = 20


@dataclass(frozen=True)
class FoundGroup:
    """A group that it may be."""

    id: str
    name: str


@dataclass(frozen=True)
class ReferrerPage:
    """What a referrer wrote as their organisation, the group that it is known to be, and those found by a name."""

    reference: str
    written: str
    known: str
    asked: str
    found: tuple[FoundGroup, ...]


@bp.get(PAGE)
@requires("casework.read")
def show_referrer(reference: str) -> ResponseReturnValue:
    """Look for the group that a referral came from; at first by the name that was written."""
    with transaction() as db:
        referral = get_referral_in(db, current_actor(), reference)
        # What was written is theirs: it stands in no address, only what somebody looks for.
        written, asked = referral.referrer_organization or "", looked_for()
        known = find_group_of(db, referral)
        found = find_organizations(db, asked or written, size=MOST_FOUND).organizations if written else ()
        page = ReferrerPage(
            reference=referral.reference,
            written=written,
            known=known.name if known else "",
            asked=asked,
            found=tuple(FoundGroup(str(each.id), each.name) for each in found),
        )
    return render_page("staff/show_referrer.html", page)


@bp.post(PAGE)
@requires("casework.read")
def save_referrer(reference: str) -> ResponseReturnValue:
    """Say which group it is: for all referrals that were written so, and those to come."""
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        chosen = find_id(request.form.get("organization", ""))
        group: Any = db.get(Organization, chosen) if chosen else None
        if group is None:
            raise NotFound("There is no such organisation.")
        number, name = link_referrer(db, actor, referral, group), group.name
    tell(f"{counted(number, 'referral is', 'referrals are')} from {name}. New ones that are written so count too.")
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)
