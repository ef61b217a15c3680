"""What somebody agrees to: the page of each kind of agreement, writing down an answer, and a change of mind."""

from dataclasses import replace
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import PersonHasDied, WordingChanged, record_answer, withdraw_consent
from directory.casework.models import Answer, Purpose
from directory.casework.queries import list_answers
from directory.casework.sharing.giving import list_sharings
from directory.casework.wordings import get_own_scheme, newest_wording
from directory.db import transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.clients.agreement_forms import AnswerForm, WithdrawalForm
from directory.staff.clients.agreement_pages import agreement_page, agreements_page
from directory.staff.clients.agreement_words import ASKED, basis_words
from directory.staff.clients.own_page_part import read_own_page_part
from directory.staff.clients.sharing_pages import sharing_line
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

GROUPS_KNOW = (
    "They no longer agree. It counts from now on: groups read nothing more of them here, and still know what they were"
    " told. Ask what becomes of referrals that are open."
)


@bp.get("/clients/<reference>/agreements")
@requires("casework.read")
def show_agreements(reference: str) -> ResponseReturnValue:
    """All that somebody agrees to, what was shared without, their own page, and who sees their record."""
    with transaction() as db:
        actor, now = current_actor(), clock.now()
        client = get_client(db, actor, reference)
        scheme = get_own_scheme(db, actor)
        basis = basis_words(scheme.lawful_basis, scheme.special_basis)
        sharings = [sharing_line(each) for each in list_sharings(db, actor, client)]
        own = read_own_page_part(db, actor, client, now)
        page = agreements_page(actor, client, basis, sharings, own, clock.today())
    return render_page("staff/show_agreements.html", page)


@bp.get("/clients/<reference>/agreements/<purpose>")
@requires("casework.read")
def show_agreement(reference: str, purpose: str) -> ResponseReturnValue:
    kind = read_purpose(purpose)
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        client = get_client(db, actor, reference)
        wording = newest_wording(db, client.scheme_id, kind)
        page = agreement_page(actor, client, kind, wording, list_answers(db, client, kind), today)
    form: Any
    if page.agrees:
        form = show_form(WithdrawalForm, {"withdrawn_on": today})
    else:
        form = show_form(AnswerForm, {"given_on": today})
        # Sent again, it answers to the words that its sender now sees.
        form.wording_number.data = page.wording_number
    return render_page("staff/show_agreement.html", page, form=form)


@bp.post("/clients/<reference>/agreements/<purpose>")
@requires("casework.write")
@asks_again(show_agreement)
def create_agreement(reference: str, purpose: str) -> ResponseReturnValue:
    kind = read_purpose(purpose)
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = replace(load_form(AnswerForm), purpose=kind)
        with said_on_the_page(WordingChanged, PersonHasDied):
            kept = record_answer(db, current_actor(), client, wanted)
    is_older = wanted.answer is Answer.YES and kept.given_on != wanted.given_on
    beside = f" since {uk_short_date(kept.given_on)}. Somebody wrote that down before you" if is_older else ""
    tell(f"Their answer is on record{beside}: {ASKED[kind].lower()}.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/clients/<reference>/agreements/<purpose>/withdraw")
@requires("casework.write")
@asks_again(show_agreement)
def withdraw_agreement(reference: str, purpose: str) -> ResponseReturnValue:
    kind = read_purpose(purpose)
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        is_news = withdraw_consent(db, current_actor(), client, load_form(WithdrawalForm), kind)
    no_longer = GROUPS_KNOW if kind is Purpose.REFERRAL else "They no longer agree. It counts from now on."
    tell(no_longer if is_news else "That was written down before you.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


def read_purpose(text: str) -> Purpose:
    """The kind of agreement an address names. Raises NotFound."""
    try:
        return Purpose(text)
    except ValueError:
        raise NotFound("There is no such agreement.") from None
