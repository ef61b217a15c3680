"""Words people use for what a question is about, added by a champion in words of their own and heard at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.questions.asking import get_to_answer
from directory.champions.questions.words import WordedNeed, hear_names, list_worded_needs
from directory.champions.saying import phrases
from directory.champions.saying.phrases import PhraseMoved, get_worded_term
from directory.champions.saying.trying import try_phrase
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.staff.blueprint import bp
from directory.staff.domains.said import NO_SENTENCE, PhraseForm, check_not_heard_elsewhere
from directory.staff.domains.said_pages import Tried
from directory.staff.questions.answer_pages import needs_words
from directory.staff.questions.questions import ONE
from directory.web.fields.choices import Choice, OneOfField
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.ids import find_id
from directory.web.listing_words import list_words
from directory.web.pages import render_page, tell

WORDS = f"{ONE}/words"


class WordsForm(PhraseForm):
    term = OneOfField("What do they mean?", required="Choose what they mean", small=True)


@dataclass(frozen=True)
class WordsPage:
    """The page on which words are added for what a question is about; `tried` is what a sentence came to."""

    asked_id: uuid.UUID
    needs: str
    may_add: bool
    tried: Tried | None = None


@bp.get(WORDS)
@requires("catalogue.edit")
def show_question_words(asked_id: uuid.UUID) -> ResponseReturnValue:
    """A form for words that people use."""
    with reading() as db:
        question = get_to_answer(db, current_actor(), asked_id)
        needs = list_worded_needs(db, current_actor(), question)
        page = WordsPage(asked_id, needs_words(question), bool(needs))
    known = {"term": str(needs[0].term.id)} if len(needs) == 1 else {}
    form = show_form(WordsForm, known, {"term": need_choices(needs)})
    return render_page("staff/show_question_words.html", page, form=form)


@bp.post(f"{WORDS}/try")
@requires("catalogue.edit")
@asks_again(show_question_words)
def try_question_words(asked_id: uuid.UUID) -> ResponseReturnValue:
    """What would be heard in a sentence with a phrase. Nothing is kept."""
    with reading() as db:
        question = get_to_answer(db, current_actor(), asked_id)
        needs = list_worded_needs(db, current_actor(), question)
        form = take_form(WordsForm, {"term": need_choices(needs)})
        typed = form.load()
        if not typed.sentence:
            raise WrongInput(NO_SENTENCE, {"sentence": NO_SENTENCE})
        term = get_term(db, needs, form.term.data)
        tried = Tried(typed.phrase, try_phrase(db, term, typed.phrase, typed.sentence))
        page = WordsPage(asked_id, needs_words(question), may_add=True, tried=tried)
    return render_page("staff/show_question_words.html", page, form=form)


@bp.post(WORDS)
@requires("catalogue.edit")
@asks_again(show_question_words)
def add_question_words(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Have a phrase lead to a need of the question, and say what a sentence comes to now."""
    # Apart from what is written: while the phrases are listened for, nobody else shall wait to write.
    with reading() as db:
        needs = needs_of(db, current_actor(), asked_id)
        form = take_form(WordsForm, {"term": need_choices(needs)})
        typed, term_id = form.load(), form.term.data
        check_not_heard_elsewhere(db, get_term(db, needs, term_id), typed)
    with transaction() as db:
        actor = current_actor()
        term = get_term(db, needs_of(db, actor, asked_id), term_id, to_change=True)
        name = term.name
        with said_on_the_page(PhraseMoved, field="phrase"):
            phrases.add_phrase(db, actor, term, typed.phrase)
    with reading() as db:
        heard = hear_names(db, typed.sentence)
    tell(f"“{typed.phrase}” is heard as {name} now.{heard_words(typed.sentence, heard)}")
    return redirect(url_for("staff.show_question_words", asked_id=asked_id), 303)


def needs_of(db: Session, actor: Actor, asked_id: uuid.UUID) -> Sequence[WordedNeed]:
    return list_worded_needs(db, actor, get_to_answer(db, actor, asked_id))


def need_choices(needs: Sequence[WordedNeed]) -> list[Choice]:
    return [Choice(str(each.term.id), each.term.name) for each in needs]


def get_term(db: Session, needs: Sequence[WordedNeed], term_id: str, *, to_change: bool = False) -> TaxonomyTerm:
    """One of the needs, with its phrases. Raises NotFound for any other."""
    domain = next((each.domain for each in needs if each.term.id == find_id(term_id)), None)
    if domain is None:
        raise NotFound("There is no such need in this question.")
    return get_worded_term(db, domain, uuid.UUID(term_id), to_change=to_change)


def heard_words(sentence: str, heard: Sequence[str]) -> str:
    """What is heard in the sentence, which itself is kept nowhere."""
    if not sentence:
        return ""
    return f" In your sentence a match hears: {list_words(heard)}." if heard else " In your sentence nothing is heard."
