"""Answers that champions gave to colleagues of a team, to be found by words, need and area."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from wtforms.validators import ValidationError

from directory.accounts.guards import current_actor, requires
from directory.champions.questions.answers import MOST_FOUND, AnswerSearch, find_answers, list_asked_terms
from directory.db import reading
from directory.errors import WrongInput
from directory.geo.postcodes import parse_postcode
from directory.staff.blueprint import bp
from directory.staff.questions.answer_pages import AnswerCard, answer_cards
from directory.web.fields.choices import Choice, PickField
from directory.web.fields.text import PostcodeField, TextField
from directory.web.forms import QueryForm, load_query
from directory.web.ids import find_id
from directory.web.pages import render_page
from directory.web.words import counted

LONGEST_SEARCH = 100


class AnswerSearchForm(QueryForm):
    q = TextField("Words", longest=LONGEST_SEARCH)
    need = PickField("Need", empty="Any need")
    area = PostcodeField("Area", hint="The first half of a postcode, like LS11", width=5)

    def validate_area(self, field: PostcodeField) -> None:
        """Raises ValidationError for what is no postcode, nor the beginning of one."""
        if field.data:
            try:
                parse_postcode(field.data)
            except WrongInput as error:
                raise ValidationError(str(error)) from None


@dataclass(frozen=True)
class AnswersPage:
    """The answers that were found."""

    cards: Sequence[AnswerCard]
    found: str


@bp.get("/answers")
@requires("matching.match")
def show_answers() -> ResponseReturnValue:
    """What champions answered: the newest first, or what some words, a need and an area find."""
    with reading() as db:
        actor = current_actor()
        needs = [Choice(str(each.id), each.name) for each in list_asked_terms(db, actor)]
        form = load_query(AnswerSearchForm, {"need": needs})
        cards = answer_cards(db, actor, find_answers(db, actor, wanted_by(form)) if not form.errors else [])
    page = AnswersPage(cards, found_words(len(cards)))
    return render_page("staff/show_answers.html", page, form=form)


def wanted_by(form: AnswerSearchForm) -> AnswerSearch:
    """What is looked for. Of a postcode the first half counts."""
    area = parse_postcode(form.area.data).outward if form.area.data else ""
    return AnswerSearch(form.q.data or "", find_id(form.need.data), area)


def found_words(number: int) -> str:
    more = " or more; narrow it down to see the rest" if number == MOST_FOUND else ""
    return f"{counted(number, 'answer')}{more}." if number else ""
