"""What people say: a champion's pages of the phrases that lead to the terms of their domain."""

import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.queries import get_domain
from directory.champions.saying import phrases
from directory.champions.saying.phrase_rules import LONGEST, read_phrase
from directory.champions.saying.phrases import DangerStays, PhraseMoved, get_worded_term, list_worded_terms
from directory.champions.saying.trying import hears_elsewhere
from directory.champions.saying.trying import try_phrase as hear_sentence
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.domains.said_pages import Tried, build_said_page, build_term_page
from directory.web.fields.choices import AnyOfField, Choice
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

SAID = "/listings/<slug>/words"
TERM = f"{SAID}/<uuid:term_id>"
PHRASE = f"{TERM}/<uuid:phrase_id>"
LONGEST_SENTENCE = 500
NO_SENTENCE = "Write a sentence to try, as somebody might say it"


@dataclass(frozen=True)
class TypedPhrase:
    """A phrase to add or to try, in a sentence if there is one."""

    phrase: str
    sentence: str
    may_mean_both: bool


class PhraseForm(LynchpinForm[TypedPhrase]):
    phrase = TextField(
        "What else do people say?",
        hint="The two to four words that matter, like “nobody to talk to”. Never a name, nor anything that tells who "
        "said it. Put a slash between words of which any will do, like “took/taken”",
        required="Write what people say",
        longest=LONGEST,
        width=20,
    )
    means_both = AnyOfField("It is heard as something else already", [Choice("yes", "Add it: it means both")])
    sentence = TextField(
        "Try a sentence (optional)",
        hint="Make one up, as somebody might say it. It is not kept",
        longest=LONGEST_SENTENCE,
    )

    def to_input(self) -> TypedPhrase:
        return TypedPhrase(read_phrase(self.phrase.data), self.sentence.data or "", bool(self.means_both.data))


class PressForm(LynchpinForm[None]):
    """A single button that says all by where it leads."""

    def to_input(self) -> None:
        """Nothing more is asked."""


def check_not_heard_elsewhere(db: Session, term: TaxonomyTerm, typed: TypedPhrase) -> None:
    """Raises WrongInput where a phrase is heard as something else, unless it was said that it means both."""
    if not typed.may_mean_both and (others := hears_elsewhere(db, term, typed.phrase)):
        told = f"“{typed.phrase}” is heard as {', '.join(others)} already. Tick this if it means {term.name} too"
        raise WrongInput(told, {"means_both": told})


@bp.get(SAID)
@requires("catalogue.edit")
def show_said(slug: str) -> ResponseReturnValue:
    """The terms of a domain, and what people say when they mean them."""
    with reading() as db:
        domain = get_domain(db, current_actor(), slug)
        page = build_said_page(domain, list_worded_terms(db, domain))
    return render_page("staff/show_said.html", page)


@bp.get(TERM)
@requires("catalogue.edit")
def show_said_of_term(slug: str, term_id: uuid.UUID, **_: uuid.UUID) -> ResponseReturnValue:
    """The phrases that lead to a term, each with a button, and a form for another."""
    with reading() as db:
        domain = get_domain(db, current_actor(), slug)
        page = build_term_page(domain, get_worded_term(db, domain, term_id))
    # The buttons carry what they need: their form is there to say what went wrong with one.
    show_form(PressForm)
    return render_page("staff/show_said_of_term.html", page, form=show_form(PhraseForm))


@bp.post(f"{TERM}/try")
@requires("catalogue.edit")
@asks_again(show_said_of_term)
def try_phrase(slug: str, term_id: uuid.UUID) -> ResponseReturnValue:
    """What would be heard in a sentence with a phrase. Nothing is kept."""
    with reading() as db:
        domain = get_domain(db, current_actor(), slug)
        term = get_worded_term(db, domain, term_id)
        form = take_form(PhraseForm)
        typed = form.load()
        if not typed.sentence:
            raise WrongInput(NO_SENTENCE, {"sentence": NO_SENTENCE})
        tried = Tried(typed.phrase, hear_sentence(db, term, typed.phrase, typed.sentence))
        page = build_term_page(domain, term, tried)
    return render_page("staff/show_said_of_term.html", page, form=form)


@bp.post(TERM)
@requires("catalogue.edit")
@asks_again(show_said_of_term)
def add_phrase(slug: str, term_id: uuid.UUID) -> ResponseReturnValue:
    """Have a phrase lead to a term; where it is heard as something else too, only once that was told."""
    # Apart from what is written: while the phrases are listened for, nobody else shall wait to write.
    with reading() as db:
        term = get_worded_term(db, get_domain(db, current_actor(), slug), term_id)
        typed = load_form(PhraseForm)
        check_not_heard_elsewhere(db, term, typed)
    with transaction() as db:
        actor = current_actor()
        term = get_worded_term(db, get_domain(db, actor, slug), term_id, to_change=True)
        name = term.name
        with said_on_the_page(PhraseMoved, field="phrase"):
            phrases.add_phrase(db, actor, term, typed.phrase)
    tell(f"“{typed.phrase}” is heard as {name} now.")
    return redirect(url_for("staff.show_said_of_term", slug=slug, term_id=term_id), 303)


@bp.post(f"{PHRASE}/take-out")
@requires("catalogue.edit")
@asks_again(show_said_of_term)
def take_out_phrase(slug: str, term_id: uuid.UUID, phrase_id: uuid.UUID) -> ResponseReturnValue:
    """Have a phrase lead to its term no more."""
    with transaction() as db:
        actor = current_actor()
        term = get_worded_term(db, get_domain(db, actor, slug), term_id, to_change=True)
        load_form(PressForm)
        with said_on_the_page(PhraseMoved, DangerStays):
            phrase = phrases.take_out_phrase(db, actor, term, phrase_id).phrase
        name = term.name
    tell(f"“{phrase}” is not heard as {name} any more. You can put it back below.")
    return redirect(url_for("staff.show_said_of_term", slug=slug, term_id=term_id), 303)


@bp.post(f"{PHRASE}/put-back")
@requires("catalogue.edit")
@asks_again(show_said_of_term)
def put_back_phrase(slug: str, term_id: uuid.UUID, phrase_id: uuid.UUID) -> ResponseReturnValue:
    """Undo taking a phrase out."""
    with transaction() as db:
        actor = current_actor()
        term = get_worded_term(db, get_domain(db, actor, slug), term_id, to_change=True)
        load_form(PressForm)
        with said_on_the_page(PhraseMoved):
            phrase = phrases.put_back_phrase(db, actor, term, phrase_id).phrase
        name = term.name
    tell(f"“{phrase}” is heard as {name} again.")
    return redirect(url_for("staff.show_said_of_term", slug=slug, term_id=term_id), 303)
