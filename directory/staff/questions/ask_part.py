"""The part of a match in which a champion is asked: what they are told, who that is, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.term_queries import terms_by_code
from directory.champions.models import GapReason
from directory.champions.questions.answer_times import times_by_domain
from directory.champions.questions.answers import offer_answers
from directory.champions.questions.asking import find_question
from directory.champions.questions.circumstances import LISTS, Circumstance, Kind
from directory.champions.questions.inputs import QuestionInput
from directory.champions.questions.who_is_asked import AskedDomain, list_asked_domains
from directory.clock import day_of
from directory.geo.postcodes import parse_postcode
from directory.matching.suggestions import MatchResult
from directory.staff.matching.match_question import MatchQuestion
from directory.staff.matching.no_match import REASON_WORDS
from directory.staff.questions.answer_pages import AnswerCard, answer_cards
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.forms import LynchpinForm
from directory.web.ids import find_id
from directory.web.words import uk_short_date

NOT_SURE = "not sure"
NOT_GIVEN = "Not given"
# The questions of the form, by what each is about.
FIELDS: Mapping[Kind, str] = {each: f"ask_{each.value}" for each in Kind}


def listed(kind: Kind) -> list[Choice]:
    return [Choice(code, words) for code, words in LISTS[kind].items()]


@dataclass(frozen=True)
class Picked:
    """What was picked on the form: the codes of needs, and the rest."""

    needs: Sequence[str]
    question: QuestionInput


class AskForm(LynchpinForm[Picked]):
    """Everything is picked from a list: there is no box to write in, so that nothing of the person gets in."""

    ask_needs = AnyOfField("What shall the champion know they need?", required="Tick at least one need", small=True)
    reason = OneOfField(
        "Why do you ask?",
        [
            Choice(NOT_SURE, "I do not know where to send them"),
            *(Choice(reason.value, words) for reason, words in REASON_WORDS.items()),
        ],
        required="Choose why you ask",
        small=True,
    )
    ask_age = PickField("How old are they, roughly?", listed(Kind.AGE), empty=NOT_GIVEN)
    ask_time = AnyOfField("When could they go?", listed(Kind.TIME), small=True)
    ask_cost = PickField("What can they pay?", listed(Kind.COST), empty=NOT_GIVEN)
    ask_travel = PickField("How do they get about?", listed(Kind.TRAVEL), empty=NOT_GIVEN)
    ask_language = PickField("Do they need another language?", listed(Kind.LANGUAGE), empty=NOT_GIVEN)
    ask_access = AnyOfField("What do they need to get in?", listed(Kind.ACCESS), small=True)

    def to_input(self) -> Picked:
        """What was picked. The area is that of the match."""
        circumstances = [each for kind, name in FIELDS.items() for each in picked(kind, self[name].data)]
        missing = None if self.reason.data == NOT_SURE else GapReason(self.reason.data)
        return Picked(self.ask_needs.data, QuestionInput(circumstances=circumstances, missing=missing))


def picked(kind: Kind, answers: str | Sequence[str] | None) -> list[Circumstance]:
    """The answers of one question, which may have one or several."""
    several = [answers] if isinstance(answers, str) else answers or ()
    return [(kind, each) for each in several if each]


@dataclass(frozen=True)
class AskPart:
    """What a champion would be told and who that is; `asked` and `own` tell what became of it where they were asked.

    `usually` says how long an answer takes, by domain, where that is known. `offered` was answered before.
    """

    has_needs: bool
    area: str
    goes_to: Sequence[str]
    usually: Sequence[str]
    asked: str
    href: str
    own: Sequence[AnswerCard]
    offered: Sequence[AnswerCard]


def choices_of(terms: Sequence[TaxonomyTerm]) -> list[Choice]:
    return [Choice(each.code or "", each.name) for each in terms]


def build_ask_part(db: Session, actor: Actor, question: MatchQuestion, terms: Sequence[TaxonomyTerm]) -> AskPart:
    """What a champion would be asked, or was, and what one answered before."""
    term_ids, now = [each.id for each in terms], clock.now()
    domains = list_asked_domains(db, term_ids, area_of(question))
    asked_id = find_id(question.gap)
    asked = find_question(db, actor, asked_id) if asked_id else None
    offered = [each for each in offer_answers(db, actor, term_ids, area_of(question), now) if each.id != asked_id]
    return AskPart(
        has_needs=bool(terms),
        area=area_of(question) or "",
        goes_to=[keeper_words(each) for each in domains],
        usually=[] if asked else usual_words(db, domains),
        asked=uk_short_date(day_of(asked.asked_at)) if asked else "",
        href=url_for("staff.show_question", asked_id=asked.id) if asked else "",
        own=answer_cards(db, actor, [asked]) if asked and asked.answer else (),
        offered=answer_cards(db, actor, offered),
    )


def meant_terms(db: Session, result: MatchResult) -> Sequence[TaxonomyTerm]:
    """The needs and interests that were heard or chosen, which a champion may be told."""
    return terms_by_code(db, meant_codes(result))


def meant_codes(result: MatchResult) -> list[str]:
    """The codes of what was heard or chosen; a guess is nobody's need.

    Danger is told only where it is all that is asked about: no click takes it out, and beside another need it would
    tell a champion what was said in confidence.
    """
    calm = [each for each in result.heard if not each.concept.urgent]
    return [each.concept.code for each in calm or result.heard]


def area_of(question: MatchQuestion) -> str | None:
    """The first half of the postcode: some thousand homes."""
    return parse_postcode(question.postcode).outward if question.postcode else None


def keeper_words(domain: AskedDomain) -> str:
    """A domain and who keeps it: the champion is written to, deputies read it too."""
    deputies = f"; deputies read it too: {names_of(domain.others)}" if domain.others else ""
    return f"{domain.name} ({names_of(domain.first)}{deputies})"


def names_of(people: Sequence[User]) -> str:
    return ", ".join(each.name for each in people)


def usual_words(db: Session, domains: Sequence[AskedDomain]) -> list[str]:
    """How long answers of these domains take; nothing of one that has too few to say."""
    times = times_by_domain(db, clock.now(), [each.id for each in domains])
    return [f"{name}: usually answered {usual.words}" for name, usual in times.items()]
