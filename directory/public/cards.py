"""A result as a resident sees it: what, when, how far, at what cost, and why it is here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from directory.catalogue.models.services import Service
from directory.catalogue.timetable.slots import slot_words
from directory.matching.doubts import AccessNotKnown, ArrangedNotKnown, MentionsRefused, NotKnown, Unknown
from directory.matching.reasons import (
    Arranged,
    CloseInMeaning,
    NeedHeard,
    NeedSensed,
    Reason,
    RecommendedBy,
    SharedWords,
    SuitsTimes,
    served_words,
)
from directory.matching.sentences import listed, lower_first
from directory.matching.suggestions import Suggestion
from directory.translation import gettext, noted, theirs
from directory.web.activity_card import activity_card
from directory.web.components import Card

MOST_REASONS = 2
UNKNOWN: Mapping[Unknown, str] = {
    "area": noted("whether it is for people where you live"),
    "ages": noted("for what age it is"),
    "way": noted("whether you go there, call or meet online"),
    "languages": noted("in what language it is"),
}


def card_of(suggestion: Suggestion, service: Service, now: datetime, *, tells_why: bool = True) -> Card:
    """One result: what is good to know of it, and why it is here."""
    card = activity_card(service, now, suggestion.distance_m, slots_met(suggestion.reasons))
    return replace(
        card,
        points=tuple(f"{latitude:.5f},{longitude:.5f}" for latitude, longitude in suggestion.document.points),
        unknown=(*card.unknown, *unknown_words(suggestion.reasons)),
        reasons=why_words(suggestion.reasons) if tells_why else (),
        notes=tuple(
            gettext("You said no to this, but they mention %(what)s", what=listed(list(map(theirs, each.mentioned))))
            for each in suggestion.reasons
            if isinstance(each, MentionsRefused)
        ),
    )


def slots_met(reasons: Sequence[Reason]) -> int:
    """The times of the week that were asked for and at which it is on."""
    return next((each.slots for each in reasons if isinstance(each, SuitsTimes)), 0)


def why_words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The first few reasons to the person themselves. Shared words add nothing to a need that was understood."""
    has_need = any(isinstance(each, NeedHeard | NeedSensed) for each in reasons)
    said = [reason_words(each) for each in reasons if not (has_need and isinstance(each, SharedWords))]
    times = [
        gettext("It is on %(times)s", times=slot_words(each.slots)) for each in reasons if isinstance(each, SuitsTimes)
    ]
    arranged = [gettext(words) for each in reasons if isinstance(each, Arranged) for words in each.there]
    return (*tuple(dict.fromkeys(filter(None, said)))[:MOST_REASONS], *times, *arranged)


def unknown_words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """What was chosen and is not said: beside the time and the cost, which every card tells of."""
    said = [gettext(UNKNOWN[each.what]) for each in reasons if isinstance(each, NotKnown) and each.what in UNKNOWN]
    to_ask = [each.named for each in reasons if isinstance(each, AccessNotKnown | ArrangedNotKnown)]
    return (*said, *map(gettext, chain.from_iterable(to_ask)))


def reason_words(reason: Reason) -> str:
    """A reason in a sentence; nothing for what a chip says already."""
    match reason:
        case NeedHeard(said=said) if said:
            return gettext("You said “%(said)s”: %(served)s", said=" ".join(said), served=served_words(reason))
        case NeedHeard(need=need) if need in reason.offered:
            return gettext("They offer %(what)s", what=lower_first(gettext(need)))
        case NeedHeard():
            return gettext(
                "For %(need)s: %(served)s", need=lower_first(gettext(reason.need)), served=served_words(reason)
            )
        case NeedSensed():
            need = lower_first(gettext(reason.need))
            return gettext("It may help with %(need)s: %(served)s", need=need, served=served_words(reason))
        case SharedWords():
            words = listed([f"“{word}”" for word in reason.said])
            return gettext(
                "You said %(said)s: they mention %(what)s", said=words, what=listed(list(map(theirs, reason.mentioned)))
            )
        case CloseInMeaning():
            return gettext("It may be close to what you said")
        case RecommendedBy():
            return reason.sentence.removesuffix(".")
    return ""
