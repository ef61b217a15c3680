"""Counting what people look for: in memory, by what was understood, and nothing of who they are."""

import re
from datetime import datetime

from flask import request

from directory.champions.search_counts import current_search_counter
from directory.clock import day_of
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.matching.suggestions import Found
from directory.matching.vocabulary import Vocabulary
from directory.public.search_form import SearchForm, answers
from directory.security.origins import network_address

# Programs say what they are, more or less; and a browser says something.
PROGRAM = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|scan|fetch|headless|curl|wget|python|httpx|java/|go-http|okhttp",
    re.IGNORECASE,
)


def count_search(form: SearchForm, found: Found, vocabulary: Vocabulary, number: int, now: datetime) -> None:
    """Count a search of a person for something, on its first page.

    What an address claims was ticked counts only if the vocabulary has it: an address may hold anybody's words.
    """
    chosen = [code for name in ("kinds", "helps") for code in answers(form, name) if code in vocabulary.concepts]
    if not (form.has_words or chosen) or form.errors or number != 1 or is_program():
        return
    heard = [each.concept.code for each in found.result.heard]
    is_found = bool(found.choices.total) and not found.is_only_close
    current_search_counter().note(
        network_address(), [*heard, *chosen], area_of(form), is_found=is_found, today=day_of(now)
    )


def is_program() -> bool:
    name = request.user_agent.string
    return not name or PROGRAM.search(name) is not None


def area_of(form: SearchForm) -> str:
    """The outward half of the postcode; nothing where none was given."""
    try:
        return parse_postcode(form.place.data or "").outward
    except PostcodeNotUnderstood:
        return ""
