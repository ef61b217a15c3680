"""Who pays for a group, how large it is and what help it needs: what it said, and writing down what it says now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.organizations import Organization
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import list_strengths, record_strength
from directory.champions.capacity.strength_models import GroupStrength, Income
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.groups.room import WAY_WORDS
from directory.staff.records.record_kinds import where_it_is
from directory.web.components import Moment
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.strength_form import HELP_WORDS, INCOME_WORDS, HeardStrengthForm, values_of
from directory.web.words import counted, uk_short_date

STRENGTH = "/organisations/<uuid:organization_id>/strength"


@dataclass(frozen=True)
class StrengthPage:
    """What a group said of itself so far, and where what it says now is written down."""

    name: str
    back_href: str
    save_href: str
    history: Sequence[Moment]


@bp.get(STRENGTH)
@requires("catalogue.edit")
def show_strength(organization_id: uuid.UUID) -> ResponseReturnValue:
    """What is known of a group, in the form in which it is changed."""
    with reading() as db:
        organization = get_to_write(db, current_actor(), Organization, organization_id)
        said = list_strengths(db, organization.id)
        page = StrengthPage(
            organization.name,
            where_it_is(organization),
            url_for("staff.create_strength", organization_id=organization.id),
            [moment_of(each) for each in said],
        )
        form = show_form(HeardStrengthForm, values_of(next(iter(said), None)))
    return render_page("staff/show_strength.html", page, form=form)


@bp.post(STRENGTH)
@requires("catalogue.edit")
@asks_again(show_strength)
def create_strength(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what a group says."""
    with transaction() as db:
        organization = get_to_write(db, current_actor(), Organization, organization_id)
        record_strength(db, current_actor(), organization, load_form(HeardStrengthForm))
    tell("It is written down.")
    return redirect(url_for("staff.show_strength", organization_id=organization_id), 303)


def moment_of(said: GroupStrength) -> Moment:
    """What a group said on a day, as a line of the history."""
    until = f"Funded until {uk_short_date(said.funded_until)}" if said.funded_until else "Funding not known"
    told = [
        f"by {said.main_funder}" if said.main_funder else "",
        INCOME_WORDS[Income(said.income)] if said.income else "",
        counted(said.people_a_week, "person a week", "people a week") if said.people_a_week is not None else "",
        f"{said.staff:,} paid" if said.staff is not None else "",
        counted(said.volunteers, "volunteer") if said.volunteers is not None else "",
        *(HELP_WORDS[each] for each in sorted(said.help_wanted)),
    ]
    detail = ", ".join(filter(None, (*told, WAY_WORDS[RoomWay(said.way)].lower())))
    return Moment(uk_short_date(said.said_on), until, detail)
