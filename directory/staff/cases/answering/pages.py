"""What the pages of open questionnaires show: what was answered so far, and what may be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.outcomes.answering.asked import ASKED, AskedTogether, items_at, levels_of
from directory.outcomes.answering.queries import CODES
from directory.outcomes.models import InstrumentAnswer, InstrumentResponse, LeftOut, Occasion
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Item, Pack
from directory.staff.cases.answering.forms import REFUSED, name_of, seen_name
from directory.staff.questionnaires.words import WordingPart
from directory.web.words import uk_short_date

OCCASION_WORDS = {Occasion.BASELINE: "At the start", Occasion.EXIT: "At the end"}
LEFT_OUT_WORDS = {LeftOut.REFUSED: "did not want to answer", LeftOut.NOT_ASKED: "not asked"}


@dataclass(frozen=True)
class AnsweredPart:
    """One questionnaire as it was answered: each question with its answer, and the scores there are."""

    heading: str
    when: str
    answers: Sequence[tuple[str, str]]
    scores: Sequence[str]


@dataclass(frozen=True)
class WayToAsk:
    """A questionnaire that can be asked, with a link for each occasion."""

    name: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class AnsweredPage:
    """All that a client answered question by question, and what they may be asked."""

    name: str
    client_href: str
    answered: Sequence[AnsweredPart]
    asked: Sequence[WayToAsk]


@dataclass(frozen=True)
class NewAnswersPage:
    """A questionnaire to be asked on one occasion. `known` is what was recorded for it so far."""

    name: str
    title: str
    occasion: str
    back_href: str
    save_href: str
    known: Sequence[AnsweredPart]
    words: Sequence[WordingPart]


def answered_page(actor: Actor, client: Client, responses: Sequence[InstrumentResponse]) -> AnsweredPage:
    may_ask = actor.may("outcomes.record") and bool(client.cases) and client.death is None
    return AnsweredPage(
        name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        answered=[answered_part(each) for each in sorted(responses, key=order_of)],
        asked=[way_to_ask(client, each) for each in ASKED.values()] if may_ask else [],
    )


def order_of(response: InstrumentResponse) -> tuple[int, int]:
    """In the order in which they are asked, the start before the end."""
    return CODES.index(response.instrument), list(Occasion).index(Occasion(response.occasion))


def way_to_ask(client: Client, together: AskedTogether) -> WayToAsk:
    links = [
        (words, url_for("staff.new_answers", reference=client.reference, asked=together.code, occasion=occasion.value))
        for occasion, words in OCCASION_WORDS.items()
    ]
    return WayToAsk(together.name, links)


def new_answers_page(
    client: Client,
    together: AskedTogether,
    occasion: Occasion,
    known: Sequence[InstrumentResponse],
    words: Sequence[WordingPart],
) -> NewAnswersPage:
    where: dict[str, Any] = {"reference": client.reference, "asked": together.code, "occasion": occasion.value}
    return NewAnswersPage(
        name=client.name,
        title=together.name,
        occasion=OCCASION_WORDS[occasion],
        back_href=url_for("staff.show_answered", reference=client.reference),
        save_href=url_for("staff.save_answers", **where),
        known=[answered_part(each) for each in known],
        words=words,
    )


def answered_part(response: InstrumentResponse) -> AnsweredPart:
    pack, occasion = PACKS[response.instrument], Occasion(response.occasion)
    items = {each.number: each for each in items_at(pack, occasion)}
    kinds = {each.name: each for each in pack.scores}
    return AnsweredPart(
        heading=pack.name,
        when=f"{OCCASION_WORDS[occasion]}, {uk_short_date(response.taken_on)}, {response.mode}",
        answers=[
            (items[each.item].label.capitalize(), said_words(items[each.item], each)) for each in response.answers
        ],
        scores=[
            f"{kinds[each.name].label.capitalize()}: {each.value:g}, from {kinds[each.name].lowest:g} to"
            f" {kinds[each.name].highest:g}, {kinds[each.name].direction}"
            for each in response.scores
        ],
    )


def said_words(item: Item, answer: InstrumentAnswer) -> str:
    """An answer in words, with the end of its scale where it is a number."""
    said = answer.said
    if isinstance(said, LeftOut):
        return LEFT_OUT_WORDS[said].capitalize()
    label = {each.value: each.label for each in levels_of(item)}[said]
    return label.capitalize() if item.levels else f"{label} of {item.highest}"


def values_of(known: Mapping[str, InstrumentResponse], packs: Sequence[Pack]) -> dict[str, Any]:
    """What the boxes hold where something was recorded, and the versions that were seen."""
    values: dict[str, Any] = {seen_name(pack): 0 for pack in packs}
    for pack in packs:
        response = known.get(pack.code)
        if response is None:
            continue
        values |= {seen_name(pack): response.version, "taken_on": response.taken_on, "mode": response.mode}
        by_number = {each.number: each for each in pack.items}
        values |= {name_of(pack, by_number[each.item]): box_value(each) for each in response.answers}
    return values


def box_value(answer: InstrumentAnswer) -> str:
    if answer.left_out is not None:
        return REFUSED if answer.left_out == LeftOut.REFUSED else ""
    return str(answer.value)
