"""Referrals to us: who asked for support, and what the team answers."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.agreeing import PersonHasDied
from directory.casework.models import Client
from directory.casework.queries import list_by_reference
from directory.casework.referrals_in.answering_referrals import (
    AnsweredMeanwhile,
    accept_as_known,
    accept_as_new,
    decline_referral_in,
)
from directory.casework.referrals_in.joined_referrals import find_first, list_joined
from directory.casework.referrals_in.joining_referrals import NotTheSame, join_referral, separate_referral
from directory.casework.referrals_in.recognising import take_on_in_turn
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import (
    get_referral_in,
    list_likely_clients,
    list_likely_waiting,
)
from directory.casework.referrals_in.referral_states import MOVES, ReferralInState
from directory.casework.safety.policy import may_read_waiting_concerns
from directory.casework.safety.queries import Standing, list_standing, standing_of
from directory.casework.triage.allocating import AllocationInput, NotTheirs
from directory.casework.triage.kinds import AllocationReason
from directory.casework.wordings import get_own_scheme
from directory.db import transaction
from directory.errors import WrongInput
from directory.rights.untaken import TakenOn, erase_referral_in
from directory.security.keystore import current_key_store
from directory.staff.blueprint import bp
from directory.staff.clients.found_clients import found_row
from directory.staff.records.records import get_client
from directory.staff.referrals.referral_in_forms import (
    AcceptReferralForm,
    DeclineReferralForm,
    EraseReferralForm,
    JoinReferralForm,
)
from directory.staff.referrals.referral_in_pages import (
    OtherReferrals,
    other_referral,
    referral_in_page,
    who_choices,
)
from directory.staff.triage.person_page import done_part
from directory.staff.triage.triage_forms import AttemptForm, UrgencyForm, WishForm
from directory.staff.triage.triage_part import gender_value, triage_part
from directory.staff.triage.triage_words import FIRST_TRIED
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

COME_SINCE = "Somebody who may be them is on your list since you opened this page. Look whether it is them, then choose"


@bp.get("/referrals-in/<reference>")
@requires("casework.read")
def show_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        referral = get_referral_in(db, actor, reference)
        likely, client = likely_of(db, actor, referral), client_of(db, actor, referral)
        standing, scheme = standing_at(db, actor, referral, client), get_own_scheme(db, actor)
        same = others_of(db, actor, referral)
        page = referral_in_page(actor, referral, likely, client, standing, same, scheme, today)
        triage, to = triage_part(db, actor, referral, likely, today)
        done = done_part(db, referral)
        wished = {"gender": gender_value(referral), "new": ["new"] if referral.wants_somebody_new else []}
        urgency, attempt = {"urgency": referral.triaged_as}, {"how": FIRST_TRIED.get(referral.contact_by or "")}
    first = to[0].value if len(to) == 1 else ""
    accept: Any = show_form(AcceptReferralForm, {"to": first}, {"who": page.choices, "to": to})
    others: dict[str, Any] = {"decline": show_form(DeclineReferralForm), "erase": show_form(EraseReferralForm)}
    others |= {"urgency": show_form(UrgencyForm, urgency), "wish": show_form(WishForm, wished)}
    others |= {"attempt": show_form(AttemptForm, attempt), "triage": triage, "done": done}
    return render_page("staff/show_referral_in.html", page, form=accept, **others)


def standing_at(db: Session, actor: Actor, referral: Referral, client: Client | None) -> Standing:
    """What is known of the safety of the person of a referral, with concerns for who may read them."""
    if client is not None:
        return list_standing(db, actor, client)
    return standing_of(db, actor, referral.person_id, may_read=may_read_waiting_concerns(actor))


def likely_of(db: Session, actor: Actor, referral: Referral) -> list[Client]:
    """Who is likely meant, while that can still be said."""
    if ReferralInState.ACCEPTED not in MOVES[ReferralInState(referral.state)]:
        return []
    return list(list_likely_clients(db, actor, referral))


def others_of(db: Session, actor: Actor, referral: Referral) -> OtherReferrals:
    """Other referrals of the same person, and who waits and is likely them while that can still be said."""
    may_join = ReferralInState.JOINED in MOVES[ReferralInState(referral.state)]
    first = find_first(db, referral)
    return OtherReferrals(
        joined=[other_referral(each) for each in list_joined(db, referral)],
        first=other_referral(first) if first is not referral else None,
        likely=[other_referral(each) for each in list_likely_waiting(db, actor, referral)] if may_join else [],
    )


def client_of(db: Session, actor: Actor, referral: Referral) -> Client | None:
    """Who the person of a referral is now, recorded as listed."""
    client = db.get(Client, referral.client_id) if referral.client_id else None
    return next(iter(list_by_reference(db, actor, [client.reference])), None) if client else None


@bp.post("/referrals-in/<reference>/accept")
@requires("casework.triage")
@asks_again(show_referral_in)
def accept_referral_in(reference: str) -> ResponseReturnValue:
    given_up: uuid.UUID | None = None
    with transaction() as db:
        actor = current_actor()
        take_on_in_turn(db, actor)
        referral = get_referral_in(db, actor, reference, to_change=True)
        client = client_of(db, actor, referral)
        told = "They were taken on already. This is their record."
        if client is None:
            client, given_up, chosen = accept_as_said(db, actor, referral)
            told = with_whom(db, actor, client, chosen)
        client_reference = client.reference
    if given_up is not None:
        current_key_store().destroy_key(given_up)
    tell(told)
    return redirect(url_for("staff.show_client", reference=client_reference), 303)


def with_whom(db: Session, actor: Actor, client: Client, chosen: uuid.UUID) -> str:
    """Who supports somebody who was just taken on, and what is to be done now."""
    if client.coordinator_id == actor.user_id:
        return "They are with you now. Get in touch with them in the way they asked for."
    [name] = names_of_users(db, {client.coordinator_id}).values()
    if client.coordinator_id == chosen:
        return f"They are with {name} now. Let {name} know."
    return f"They stay with {name}. Let {name}, or a manager, know that they asked again."


def accept_as_said(db: Session, actor: Actor, referral: Referral) -> tuple[Client, uuid.UUID | None, uuid.UUID]:
    """The client whom the form says they are, whose key is to be destroyed once this is kept, and who was chosen to
    support them.
    """
    likely = likely_of(db, actor, referral)
    choices = who_choices([found_row(each) for each in likely])
    _, to = triage_part(db, actor, referral, likely, clock.today())
    said = load_form(AcceptReferralForm, {"who": choices, "to": to})
    wanted = AllocationInput(said.to_user_id or actor.user_id, AllocationReason.TAKEN_ON)
    with said_on_the_page(PersonHasDied, AnsweredMeanwhile), said_on_the_page(NotTheirs, field="to"):
        if said.known is None:
            check_were_shown(likely, said.shown)
            return accept_as_new(db, actor, referral, wanted), None, wanted.to_user_id
        client = get_client(db, actor, said.known, to_change=True)
        return client, accept_as_known(db, actor, referral, client, wanted), wanted.to_user_id


def check_were_shown(likely: Sequence[Client], shown: frozenset[str]) -> None:
    """Raises WrongInput where somebody likely is on the list since the page was shown: nobody has said no to them."""
    if any(each.reference not in shown for each in likely):
        raise WrongInput(COME_SINCE, {"who": COME_SINCE})


@bp.post("/referrals-in/<reference>/decline")
@requires("casework.read")
@asks_again(show_referral_in)
def refuse_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        wanted = load_form(DeclineReferralForm)
        with said_on_the_page(AnsweredMeanwhile):
            decline_referral_in(db, actor, referral, wanted)
    tell("It is written down.")
    return redirect(url_for("staff.show_referrals_in"), 303)


@bp.post("/referrals-in/<reference>/join")
@requires("casework.read")
@asks_again(show_referral_in)
def join_referral_in(reference: str) -> ResponseReturnValue:
    """Say that it is one more referral of somebody who waits."""
    with transaction() as db:
        actor = current_actor()
        first = load_form(JoinReferralForm)
        # In one order, so that two who join at once wait for each other once.
        found = {each: get_referral_in(db, actor, each, to_change=True) for each in sorted({reference, first})}
        with said_on_the_page(NotTheSame), said_on_the_page(AnsweredMeanwhile):
            given_up = join_referral(db, actor, found[reference], found[first])
    if given_up is not None:
        current_key_store().destroy_key(given_up)
    tell("They are one person now, with two referrals. If that was wrong, say so on the page of the later one.")
    return redirect(url_for("staff.show_referral_in", reference=first), 303)


@bp.post("/referrals-in/<reference>/separate")
@requires("casework.read")
@asks_again(show_referral_in)
def separate_referral_in(reference: str) -> ResponseReturnValue:
    """Say that a referral is of somebody else after all."""
    with transaction() as db:
        actor = current_actor()
        with said_on_the_page(AnsweredMeanwhile):
            separate_referral(db, actor, get_referral_in(db, actor, reference, to_change=True))
    tell("They are two people again, and both wait.")
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)


@bp.post("/referrals-in/<reference>/erase")
@requires("rights.erase")
@asks_again(show_referral_in)
def erase_asked(reference: str) -> ResponseReturnValue:
    """Erase who asked and was not taken on, for good."""
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        wanted = load_form(EraseReferralForm)
        with said_on_the_page(TakenOn):
            person_id = erase_referral_in(db, actor, referral, wanted)
    current_key_store().destroy_key(person_id)
    tell("What we held of them is erased.")
    return redirect(url_for("staff.show_referrals_in"), 303)
