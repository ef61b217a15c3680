"""For those who look after it: the words read out before people agree, and what lets a team keep its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.accounts.models import LawfulBasis, SpecialBasis
from directory.casework.models import Purpose
from directory.casework.wordings import (
    BasisInput,
    WordingInput,
    WordingWritten,
    choose_basis,
    get_own_scheme,
    list_wordings,
    newest_wording,
    write_wording,
)
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.clients.agreement_words import ASKED, LAWFUL, SPECIAL, basis_words
from directory.staff.clients.agreements import read_purpose
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date


class WordingForm(LynchpinForm[WordingInput]):
    seen = SeenField()
    text = LongTextField(
        "Words to read out",
        required="Write the words to read out",
        hint="Short and plain. Say that they can say no, and change their mind whenever they like.",
        rows=6,
        longest=1_500,
    )

    def to_input(self) -> WordingInput:
        return WordingInput(self.text.data or "", self.seen.data)


class BasisForm(LynchpinForm[BasisInput]):
    lawful_basis = OneOfField(
        "What lets you keep what people tell you?",
        [Choice(each.value, each.value.capitalize(), f"Because {LAWFUL[each]}") for each in LawfulBasis],
        required="Choose what lets you keep it",
    )
    special_basis = OneOfField(
        "And what is about health?",
        [Choice(each.value, each.value.capitalize(), SPECIAL[each].capitalize()) for each in SpecialBasis],
        required="Choose what lets you keep what is about health",
    )

    def to_input(self) -> BasisInput:
        return BasisInput(LawfulBasis(self.lawful_basis.data), SpecialBasis(self.special_basis.data))


@dataclass(frozen=True)
class WordingLine:
    """What is read out now for one kind of agreement, with a link to its page."""

    asked: str
    text: str
    number: int
    href: str


@dataclass(frozen=True)
class WordingsPage:
    """All that is read out, and what allows the team to keep what it keeps, as a sentence."""

    lines: Sequence[WordingLine]
    basis: str


@dataclass(frozen=True)
class WordingPage:
    """The words of one kind of agreement: the number of those of now, and the older versions with their day."""

    asked: str
    number: int
    save_href: str
    older: Sequence[tuple[str, str]]


@bp.get("/agreements")
@requires("agreements.keep")
def show_wordings() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        scheme = get_own_scheme(db, actor)
        now = [(each, newest_wording(db, actor.scheme_id, each)) for each in Purpose]
    page = WordingsPage(
        [
            WordingLine(ASKED[each], wording.text, wording.number, url_for("staff.edit_wording", purpose=each.value))
            for each, wording in now
        ],
        basis_words(scheme.lawful_basis, scheme.special_basis),
    )
    return render_page("staff/show_wordings.html", page)


@bp.get("/agreements/<purpose>")
@requires("agreements.keep")
def edit_wording(purpose: str) -> ResponseReturnValue:
    kind = read_purpose(purpose)
    with reading() as db:
        actor = current_actor()
        wording, kept = newest_wording(db, actor.scheme_id, kind), list_wordings(db, actor, kind)
    older = [(f"Version {each.number}, from {uk_short_date(each.made_at)}", each.text) for each in kept[1:]]
    page = WordingPage(ASKED[kind], wording.number, url_for("staff.save_wording", purpose=kind.value), older)
    form: Any = show_form(WordingForm, {"text": wording.text, "seen": wording.number})
    # Sent again, it is meant to follow the version that its sender now sees.
    form.seen.data = wording.number
    return render_page("staff/edit_wording.html", page, form=form, now=wording.text)


@bp.post("/agreements/<purpose>")
@requires("agreements.keep")
@asks_again(edit_wording)
def save_wording(purpose: str) -> ResponseReturnValue:
    kind = read_purpose(purpose)
    with transaction() as db:
        wanted = load_form(WordingForm)
        with said_on_the_page(WordingWritten, field="text"):
            number = write_wording(db, current_actor(), kind, wanted).number
    tell(f"These words are read out from now on. They are version {number}.")
    return redirect(url_for("staff.show_wordings"), 303)


@bp.get("/lawful-basis")
@requires("agreements.keep")
def edit_basis() -> ResponseReturnValue:
    with reading() as db:
        scheme = get_own_scheme(db, current_actor())
    known = {"lawful_basis": scheme.lawful_basis, "special_basis": scheme.special_basis}
    form: Any = show_form(BasisForm, known)
    return render_page("staff/edit_basis.html", form=form)


@bp.post("/lawful-basis")
@requires("agreements.keep")
@asks_again(edit_basis)
def save_basis() -> ResponseReturnValue:
    with transaction() as db:
        choose_basis(db, current_actor(), load_form(BasisForm))
    tell("It is written down, and shown to people from now on.")
    return redirect(url_for("staff.show_wordings"), 303)
