"""What the search may be narrowed by: what is offered, with how many each leaves, and what is chosen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.matching.narrowing import Choices, Order
from directory.matching.suggestions import MatchResult
from directory.matching.vocabulary import Vocabulary
from directory.public.search_form import ANY_COST, AT_PLACES, COSTS, DISTANCES, YES, SearchForm, asked_in
from directory.search.facets import Cost
from directory.translation import gettext, lazy_gettext, noted
from directory.web.components import ListLink
from directory.web.fields.choices import Choice
from directory.web.limit_choices import ARRANGED, DAYS, LANGUAGES, PARTS, WAY_CHOICES, by_number, by_way, with_count

# The longest lists are shortened to what there is most of.
MOST_OFFERED = 10
ChipWords = Callable[[str, Vocabulary], str]
ORDER_WORDS = {Order.FIT: noted("Best fit"), Order.NEAR: noted("Nearest"), Order.SOON: noted("Soonest")}


@dataclass(frozen=True)
class Chip:
    """Something that is chosen, and the address without it."""

    text: str
    href: str


@dataclass(frozen=True)
class FilterGroup:
    """Questions under one heading, by the names of their fields; open where one of them is answered."""

    id: str
    heading: str
    fields: Sequence[str]
    is_open: bool


GROUPS = (
    ("when", noted("Day and time"), ("days", "parts")),
    ("cost", noted("Cost"), ("cost",)),
    ("who", noted("Who it is for"), ("age", "people")),
    ("kind", noted("Kind of activity"), ("kinds",)),
    ("help", noted("What it helps with"), ("helps",)),
    ("first", noted("Going for the first time"), ("arranged",)),
    ("way", noted("How to take part"), ("ways",)),
    ("getting-in", noted("Getting in and taking part"), ("access",)),
    ("language", noted("Language"), ("language",)),
)
# Typed, and not chosen among what there is.
_TYPED = frozenset({"age"})


def offer_choices(form: SearchForm, choices: Choices, vocabulary: Vocabulary) -> None:
    """Put on the form what there is, with how many, and what is chosen already though nothing is left of it."""
    facets = choices.facets
    form.days.offer(with_counts(form, "days", DAYS, by_number(facets.days)))
    form.parts.offer(with_counts(form, "parts", PARTS, by_number(facets.parts)))
    form.cost.offer(offered_costs(form, facets.costs))
    form.ways.offer(with_counts(form, "ways", WAY_CHOICES, by_way(facets.ways)))
    form.access.offer(with_counts(form, "access", AT_PLACES, facets.access))
    form.arranged.offer(with_counts(form, "arranged", ARRANGED, choices.arranged))
    form.language.offer(with_counts(form, "language", LANGUAGES, facets.languages))
    for name, counts in (("kinds", choices.kinds), ("helps", choices.helps), ("people", choices.people)):
        most = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_OFFERED]
        known = [code for code in chosen_of(form, name) if code in vocabulary.concepts]
        terms = [Choice(code, gettext(vocabulary.concepts[code].name)) for code in dict.fromkeys((*known, *most))]
        terms.sort(key=lambda each: each.label)
        form[name].offer(with_counts(form, name, terms, counts))


def with_counts(form: SearchForm, name: str, all_of: Iterable[Choice], counts: Mapping[str, int]) -> list[Choice]:
    """The answers of which there is something, or that are chosen, each with how many there are."""
    chosen = chosen_of(form, name)
    return [
        with_count(each, counts.get(each.value, 0)) for each in all_of if counts.get(each.value) or each.value in chosen
    ]


def offered_costs(form: SearchForm, costs: Mapping[Cost, int]) -> list[Choice]:
    """Costs a little is also what is free."""
    free = costs[Cost.FREE]
    counted = with_counts(form, "cost", COSTS, {"free": free, "5": free + costs[Cost.LITTLE]})
    return [ANY_COST, *counted] if counted else []


def chosen_of(form: SearchForm, name: str) -> Sequence[str]:
    data = form[name].data
    return data if isinstance(data, list) else [data] if data else []


def list_groups(form: SearchForm) -> tuple[FilterGroup, ...]:
    """The questions that there is something to choose for."""
    found = []
    for group_id, heading, names in GROUPS:
        shown = [name for name in names if name in _TYPED or len(form[name].choices) > (name == "language")]
        if shown:
            is_open = any(form[name].data or form[name].errors for name in shown)
            found.append(FilterGroup(group_id, gettext(heading), shown, is_open))
    return tuple(found)


def list_chips(form: SearchForm, result: MatchResult, vocabulary: Vocabulary) -> tuple[Chip, ...]:
    """What is chosen, in the order of the form, each with the address that does without it."""
    chips = [
        Chip(words, href_of(form, **{name: without_value(form, name, value)}))
        for name, words_of in CHIP_WORDS.items()
        if not form[name].errors
        for value in map(str, chosen_of(form, name))
        if (words := words_of(value, vocabulary))
    ]
    if result.told_age and form.age.data is None and form.any_age.data != YES:
        chips.append(
            Chip(gettext("Age %(years)s, as you said", years=result.told_age.years), href_of(form, any_age=YES))
        )
    return tuple(chips)


def without_value(form: SearchForm, name: str, value: str) -> object:
    """What is left of the answer to a question without one value."""
    data = form[name].data
    return [each for each in data if each != value] if isinstance(data, list) else ""


def list_orders(form: SearchForm) -> tuple[ListLink, ...]:
    """The orders to choose from; nothing where there is but one."""
    if len(form.orders) < 2:
        return ()
    return tuple(
        ListLink(gettext(ORDER_WORDS[each]), href_of(form, sort=each), each is form.order) for each in form.orders
    )


def without_filters(form: SearchForm) -> str:
    """The address of the same words and place, narrowed by nothing."""
    return href_of(form, **dict.fromkeys(CHIP_WORDS, ""), any_age="")


def href_of(form: SearchForm, **changed: object) -> str:
    """The address of this search with something changed."""
    return url_for("public.search", **asked_in(form, **changed))


def named_in(choices: Iterable[Choice]) -> ChipWords:
    known = {each.value: each.label for each in choices if each.value}
    return lambda value, _: str(known.get(value, ""))


def distance_words(value: str, _: Vocabulary) -> str:
    distance = named_in(DISTANCES)(value, _)
    return gettext("Up to %(distance)s", distance=distance) if distance else ""


def help_words(code: str, vocabulary: Vocabulary) -> str:
    name = name_of(code, vocabulary)
    return gettext("Helps with: %(need)s", need=name) if name else ""


def name_of(code: str, vocabulary: Vocabulary) -> str:
    """The name of a concept; nothing for one that there is not."""
    return gettext(vocabulary.concepts[code].name) if code in vocabulary.concepts else ""


CHIP_WORDS: Mapping[str, ChipWords] = {
    "within": distance_words,
    "days": named_in(DAYS),
    "parts": named_in(PARTS),
    "cost": named_in(COSTS),
    "age": lambda value, _: gettext("Age %(years)s", years=value),
    "people": name_of,
    "kinds": name_of,
    "helps": help_words,
    "ways": named_in(WAY_CHOICES),
    "access": named_in(AT_PLACES),
    "arranged": named_in(ARRANGED),
    "language": named_in(LANGUAGES),
    "elsewhere": named_in([Choice(YES, lazy_gettext("Also for people who live elsewhere"))]),
    "full": named_in([Choice(YES, lazy_gettext("Also what is full"))]),
}
