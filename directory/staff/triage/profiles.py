"""What coordinators say of themselves: their own page, and for managers everybody's."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.caseload.weighing import ORDINARY, Load, Weights, weights_of
from directory.casework.operations import ChangedMeanwhile
from directory.casework.triage.kinds import Gender
from directory.casework.triage.profiles import (
    ProfileInput,
    find_profile,
    get_coordinator,
    list_gone,
    list_possible,
    loads_of,
    save_profile,
)
from directory.casework.triage.proposing import Colleague, has_room
from directory.casework.wordings import get_own_scheme
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.clients.caseload.handover_page import EarlierLine, earlier_lines
from directory.staff.clients.caseload.pages import list_links
from directory.web.components import ListLink
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.text import NumberField, TextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import counted

GENDER_WORDS = {None: "", Gender.WOMAN: "Woman", Gender.MAN: "Man"}


@dataclass(frozen=True)
class CaseloadRow:
    """How many somebody supports, of how many they can, and what they said of themself."""

    name: str
    href: str
    open_cases: int
    counts_as: str
    kinds: Sequence[str]
    list_href: str
    capacity: int
    has_room: bool
    said: str
    give_href: str


@dataclass(frozen=True)
class GoneRow:
    """Somebody who has left, and how many people are with them still."""

    name: str
    cases: str
    give_href: str


@dataclass(frozen=True)
class CaseloadsPage:
    """Everybody who supports people, by name; for managers who has left, and what was handed over."""

    rows: Sequence[CaseloadRow]
    gone: Sequence[GoneRow]
    earlier: Sequence[EarlierLine]
    lists: Sequence[ListLink]
    may_give: bool
    counts: Sequence[str]
    may_arrange: bool


@dataclass(frozen=True)
class ProfilePage:
    """Whose page it is, and how many people somebody of the team supports who says nothing."""

    name: str
    save_href: str
    is_own: bool
    usual: int
    back_href: str


class ProfileForm(LynchpinForm[ProfileInput]):
    seen = SeenField()
    gender = OneOfField(
        "Are you a woman or a man? (optional)",
        [Choice("", "I would rather not say"), Choice("woman", "A woman"), Choice("man", "A man")],
        hint="Some people wish to be supported by a woman, or by a man",
        small=True,
    )
    languages = TextField(
        "Which languages can you support somebody in? (optional)",
        hint="Beside English, with commas between: Urdu, British Sign Language",
        longest=200,
    )
    areas = TextField(
        "Where do you work? (optional)",
        hint="First halves of postcodes, with commas between: LS10, LS11. Empty means everywhere",
        longest=200,
    )
    capacity = NumberField("How many people can you support at a time? (optional)", width=3, least=1, most=500)
    full = AnyOfField("", [Choice("full", "I can take nobody on just now")], small=True)

    def to_input(self) -> ProfileInput:
        return ProfileInput(
            Gender(self.gender.data) if self.gender.data else None,
            self.languages.data or "",
            self.areas.data or "",
            self.capacity.data,
            bool(self.full.data),
            self.seen.data,
        )


@bp.get("/caseloads")
@requires("casework.read")
def show_caseloads() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        colleagues = list_possible(db, actor)
        loads = loads_of(db, actor, [each.user_id for each in colleagues])
        rows = [caseload_row(each, loads.get(each.user_id, Load())) for each in colleagues]
        may_give = actor.may("casework.oversee")
        may_edit = {each.href for each in rows if may_give or each.href == own_href(actor.user_id)}
        page = CaseloadsPage(
            rows=rows,
            gone=[gone_row(*each) for each in list_gone(db, actor)] if may_give else [],
            earlier=earlier_lines(db, actor) if may_give else [],
            lists=list_links(actor, "caseloads"),
            may_give=may_give,
            counts=count_lines(weights_of(get_own_scheme(db, actor))),
            may_arrange=actor.may("team.arrange"),
        )
    return render_page("staff/show_caseloads.html", page, may_edit=may_edit)


def gone_row(user_id: uuid.UUID, name: str, number: int) -> GoneRow:
    return GoneRow(name, counted(number, "open case"), give_href(user_id))


def give_href(user_id: uuid.UUID) -> str:
    return url_for("staff.new_caseload_handover", coordinator_id=user_id)


def own_href(coordinator_id: uuid.UUID) -> str:
    return url_for("staff.edit_profile", coordinator_id=coordinator_id)


def count_lines(weights: Weights) -> list[str]:
    """What each kind of case counts, in words: an ordinary one counts one."""
    return [
        f"To be reached or assessed: {in_cases(weights.new)}",
        "Supported: 1",
        f"Supported for {weights.meant_weeks} weeks or longer: {in_cases(weights.long)}",
        f"Paused, whatever else is so: {in_cases(weights.paused)}",
        f"An interpreter or other help to talk is needed: {in_cases(weights.interpreter)} more",
        f"Visited at home: {in_cases(weights.visit)} more",
    ]


def in_cases(hundredths: int) -> str:
    return f"{hundredths / ORDINARY:g}"


def kind_lines(load: Load) -> list[str]:
    """How many of a caseload are of each kind; kinds that nobody is of are left out."""
    kinds = (
        (load.new, "to reach or assess"),
        (load.long, "longer than meant"),
        (load.paused, "paused"),
        (load.interpreters, "with help to talk"),
        (load.visits, "visited at home"),
    )
    return [f"{number} {words}" for number, words in kinds if number]


def caseload_row(each: Colleague, load: Load) -> CaseloadRow:
    said = [GENDER_WORDS[each.gender], ", ".join(each.languages), ", ".join(sorted(each.areas))]
    return CaseloadRow(
        name=each.name,
        href=own_href(each.user_id),
        open_cases=each.open_cases,
        counts_as=f"{each.load:g}",
        kinds=kind_lines(load),
        list_href=url_for("staff.show_clients", whose="team", of=each.user_id),
        capacity=each.capacity,
        has_room=has_room(each),
        said="; ".join(filter(None, said)),
        give_href=give_href(each.user_id),
    )


@bp.get("/caseloads/<uuid:coordinator_id>")
@requires("casework.read")
def edit_profile(coordinator_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        user = get_coordinator(db, actor, coordinator_id)
        profile = find_profile(db, actor.scheme_id, coordinator_id)
        usual = get_own_scheme(db, actor).caseload_size
        page = ProfilePage(
            user.name,
            url_for("staff.save_coordinator_profile", coordinator_id=coordinator_id),
            coordinator_id == actor.user_id,
            usual,
            url_for("staff.show_caseloads"),
        )
    known = {} if profile is None else {each: getattr(profile, each) for each in ("languages", "areas", "capacity")}
    full = ["full"] if profile and profile.is_full else []
    gender, version = (profile.gender or "" if profile else ""), (profile.version if profile else 0)
    form: Any = show_form(ProfileForm, {**known, "gender": gender, "full": full, "seen": version})
    form.seen.data = version
    return render_page("staff/edit_profile.html", page, form=form)


@bp.post("/caseloads/<uuid:coordinator_id>")
@requires("casework.read")
@asks_again(edit_profile)
def save_coordinator_profile(coordinator_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        get_coordinator(db, actor, coordinator_id)
        wanted = load_form(ProfileForm)
        with said_on_the_page(ChangedMeanwhile, field="languages"):
            save_profile(db, actor, coordinator_id, wanted)
    tell("It is kept. Whoever has people to allocate sees it.")
    return redirect(url_for("staff.show_caseloads"), 303)
