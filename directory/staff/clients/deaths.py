"""That somebody has died: writing it down, whom to tell, and taking it back where it was a mistake."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import LONGEST_LINE, DeathInput, DeathSchema
from directory.casework.models import Client, Death
from directory.casework.queries import open_case
from directory.db import transaction
from directory.errors import WrongInput
from directory.referrals.models import OnwardReferral
from directory.referrals.queries import list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.clients.client_forms import LIKE_A_DATE
from directory.staff.records.records import get_client
from directory.web.components import Fact
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

WRITTEN_BEFORE = (
    "A colleague wrote this down before you, as it stands here. If it is wrong, take it back, and write it down again."
)
WRITTEN_ANEW = "It was taken back and written down anew since you opened this page. Look at it once more."


@dataclass(frozen=True)
class Undoing:
    """Why a death is taken back, and how many had been written down when somebody decided that."""

    why: str
    seen: int


class DeathForm(LynchpinForm[DeathInput]):
    schema = DeathSchema

    died_on = DayField("When did they die? (optional)", hint=f"Leave it empty if you do not know. {LIKE_A_DATE}")
    told_by = TextField(
        "Who told you?", required="Say who told you", hint="Such as “her son” or “the surgery”", longest=LONGEST_LINE
    )


class UndoDeathForm(LynchpinForm[Undoing]):
    seen = SeenField()
    why = LongTextField(
        "Why is it taken back?",
        required="Say why it is taken back",
        hint="Such as “it was her sister”. It stays in the history.",
        rows=2,
        longest=500,
    )

    def to_input(self) -> Undoing:
        return Undoing(self.why.data or "", self.seen.data)


@dataclass(frozen=True)
class DeathPage:
    """What is written down of a death, which groups still expect the person, and what was taken back before."""

    name: str
    reference: str
    has_died: bool
    known: Sequence[Fact]
    expected: Sequence[tuple[str, str]]
    taken_back: Sequence[str]
    had_case: bool
    may_write: bool


@bp.get("/clients/<reference>/death")
@requires("casework.read")
def show_death(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        names = names_of_users(db, [each.recorded_by for each in client.deaths])
        page = death_page(actor, client, names, list_onward_referrals(db, actor, client, only_open=True))
        seen = len(client.deaths)
    form: Any = show_form(UndoDeathForm if page.has_died else DeathForm)
    if page.has_died:
        # Also where the form comes back: they have seen what stands now.
        form.seen.data = seen
    return render_page("staff/show_death.html", page, form=form)


@bp.post("/clients/<reference>/death")
@requires("casework.write")
@asks_again(show_death)
def create_death(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(DeathForm)
        death = record_death(db, current_actor(), client, wanted)
        is_as_told = (death.told_by, death.died_on) == (wanted.told_by, wanted.died_on)
    tell("It is written down. We are sorry." if is_as_told else WRITTEN_BEFORE)
    return redirect(url_for("staff.show_death", reference=reference), 303)


@bp.post("/clients/<reference>/death/undo")
@requires("casework.write")
@asks_again(show_death)
def take_back_death(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        undoing = load_form(UndoDeathForm)
        if client.death is not None and undoing.seen != len(client.deaths):
            raise WrongInput(WRITTEN_ANEW, {"why": WRITTEN_ANEW})
        is_news = undo_death(db, current_actor(), client, undoing.why)
        goes_on = " Their case goes on as before." if open_case(client) else ""
    tell(f"It is taken back.{goes_on}" if is_news else "That was taken back before you.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


def death_page(
    actor: Actor, client: Client, names: Mapping[uuid.UUID, str], still_open: Sequence[OnwardReferral]
) -> DeathPage:
    death = client.death
    return DeathPage(
        name=client.listed_name,
        reference=client.reference,
        has_died=death is not None,
        known=known_of(death, names[death.recorded_by]) if death else (),
        expected=[(each.service.name, url_for("staff.show_referral", reference=each.reference)) for each in still_open],
        taken_back=[taken_back_words(each) for each in client.deaths if each.undone_at],
        had_case=death is not None and death.case_id is not None,
        may_write=actor.may("casework.write"),
    )


def known_of(death: Death, recorder: str) -> list[Fact]:
    return [
        Fact("Died on", uk_short_date(death.died_on) if death.died_on else ""),
        Fact("Who told us", death.told_by),
        Fact("Written down by", f"{recorder}, {uk_short_date(death.recorded_at)}"),
    ]


def taken_back_words(death: Death) -> str:
    undone = uk_short_date(death.undone_at) if death.undone_at else ""
    return f"Written down on {uk_short_date(death.recorded_at)}, and taken back on {undone}: {death.why_undone}"
