"""Ways in: what there is most of, and what is one press away."""

from directory.matching.vocabulary import Concept, Vocabulary
from directory.public.ways_in import FIRST_SHOWN, ways_by


def test_what_there_is_most_of_is_seen_first_and_each_part_is_by_name(app):
    names = "abcdefghij"
    vocabulary = Vocabulary([Concept(name, name.upper(), "interests") for name in names])
    counts = {name: number for number, name in enumerate(names)}

    with app.test_request_context():
        ways = ways_by("kinds", counts, vocabulary, "LS11")

    assert [each.name for each in ways.first] == list("CDEFGHIJ")
    assert [each.name for each in ways.rest] == ["B"]
    assert len(ways.first) == FIRST_SHOWN
    assert ways.rest[0].href == "/search?place=LS11&kinds=b"
