"""Writing down how somebody made sure of a listing: by telephone, by email, or on a visit."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.registered_contact import address_of
from directory.champions.models import ChampionDomain, CheckResult, CheckWay, ListingCheck
from directory.champions.operations import log_check
from directory.champions.queries import get_domain, get_listing, list_checks
from directory.champions.verification.check_inputs import LONGEST_SPOKE_TO, CheckInput, CheckSchema
from directory.champions.verification.failing_addresses import is_failing, take_for_working
from directory.champions.verification.taking_back import list_taken_back
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.web.components import Moment
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

WAY_WORDS = {
    CheckWay.PHONE: "By telephone",
    CheckWay.EMAIL: "By email",
    CheckWay.VISIT: "On a visit",
    CheckWay.SEEN: "Without asking them, such as on their page",
    CheckWay.LINK: "By the group itself",
}
RESULT_WORDS = {
    CheckResult.STILL_RIGHT: "It is still right",
    CheckResult.NO_ANSWER: "I reached nobody",
    CheckResult.CHANGED: "It was changed",
}


class CheckForm(LynchpinForm[CheckInput]):
    schema = CheckSchema

    way = OneOfField(
        "How did you try?",
        [Choice(way.value, WAY_WORDS[way]) for way in (CheckWay.PHONE, CheckWay.EMAIL, CheckWay.VISIT, CheckWay.SEEN)],
        required="Choose how you tried",
    )
    spoke_to = TextField(
        "Whom did you reach? (optional)",
        hint="What they do there, such as “the secretary”. No names.",
        longest=LONGEST_SPOKE_TO,
    )
    result = OneOfField(
        "What came of it?",
        [
            Choice(CheckResult.STILL_RIGHT.value, RESULT_WORDS[CheckResult.STILL_RIGHT]),
            Choice(CheckResult.NO_ANSWER.value, RESULT_WORDS[CheckResult.NO_ANSWER], "It stays due a check"),
        ],
        required="Choose what came of it",
    )


@dataclass(frozen=True)
class CheckPage:
    """A listing to make sure of, how to reach its group, and how it was checked so far.

    `failing` is the address of its group where letters come back from there.
    """

    name: str
    organisation: str
    reach: Sequence[str]
    domain_name: str
    domain_href: str
    save_href: str
    edit_href: str
    visit_href: str
    works_href: str
    history: Sequence[Moment]
    failing: str = ""


@bp.get("/listings/<slug>/<uuid:service_id>/check")
@requires("catalogue.edit")
def new_check(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """The form for whoever rang, wrote or went."""
    with reading() as db:
        domain = get_domain(db, current_actor(), slug)
        service, checks = get_listing(db, domain, service_id), list_checks(db, service_id)
        page = check_page(domain, service, checks, list_taken_back(db, service_id))
        if is_failing(db, address := address_of(service)):
            page = replace(page, failing=address or "")
    return render_page("staff/new_check.html", page, form=show_form(CheckForm, {"way": CheckWay.PHONE.value}))


@bp.post("/listings/<slug>/<uuid:service_id>/check")
@requires("catalogue.edit")
@asks_again(new_check)
def create_check(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Write down how somebody made sure of a listing, or tried to."""
    with transaction() as db:
        domain = get_domain(db, current_actor(), slug)
        service = get_listing(db, domain, service_id)
        form = take_form(CheckForm)
        wanted = form.load()
        log_check(db, current_actor(), service, wanted, form.submission_key.data)
        name = service.name
    is_right = wanted.result is CheckResult.STILL_RIGHT
    tell(f"You checked {name} today. It is still right." if is_right else f"Written down. {name} stays due a check.")
    return redirect(url_for("staff.show_domain", slug=slug), 303)


@bp.post("/listings/<slug>/<uuid:service_id>/address-works")
@requires("catalogue.edit")
def say_address_works(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Have letters go again to the address of a listing's group: somebody has asked, and it works now."""
    with transaction() as db:
        actor = current_actor()
        service = get_listing(db, get_domain(db, actor, slug), service_id)
        take_for_working(db, actor, service)
    tell("Letters go there again from tonight on.")
    return redirect(url_for("staff.new_check", slug=slug, service_id=service_id), 303)


def check_page(
    domain: ChampionDomain, service: Any, checks: Sequence[ListingCheck], taken_back: Collection[uuid.UUID]
) -> CheckPage:
    """The page about one listing, which was read with everything about it."""
    phones = [each.number for each in service.phones if each.number]
    return CheckPage(
        name=service.name,
        organisation=service.organization.name,
        reach=[*phones, *filter(None, (service.email or service.organization.email, service.url))],
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        save_href=url_for("staff.create_check", slug=domain.slug, service_id=service.id),
        edit_href=url_for("staff.edit_listing", slug=domain.slug, service_id=service.id),
        visit_href=url_for("staff.new_visit", slug=domain.slug, service_id=service.id),
        works_href=url_for("staff.say_address_works", slug=domain.slug, service_id=service.id),
        history=[moment_of(each, is_void=each.id in taken_back) for each in checks],
    )


def moment_of(check: ListingCheck, *, is_void: bool) -> Moment:
    """One check, as a line of the history."""
    way = WAY_WORDS[CheckWay(check.way)]
    return Moment(
        when=uk_short_date(check.checked_on),
        what=RESULT_WORDS[CheckResult(check.result)].replace("I reached", "Reached"),
        detail=f"{way}: {check.spoke_to}" if check.spoke_to else way,
        who=check.checker.name if check.checker else "",
        is_void=is_void,
    )
