"""Words are found again in a document just as they stand there."""

from directory.search.index import add_changes, build_index
from directory.search.wording import Wording
from tests.search.making import make_document

CHOIR = make_document("Caf\u00e9 choir", "Singing together: singers and songs, and we sing", "Choirs")
WALKS = make_document("Walks", "A walker's club")
ASKED = ["sing", "choir", "walk", "cafe", "zither", "the"]


def said_in(index, document):
    return Wording(index, ASKED).of(index.row_of(document.service_id))


def test_the_first_form_of_each_word_is_told():
    index = build_index([CHOIR, WALKS])

    assert said_in(index, CHOIR) == {"sing": "singing", "choir": "choir", "cafe": "cafe"}
    assert said_in(index, WALKS) == {"walk": "walks"}


def test_words_of_what_changed_are_found_in_its_new_text():
    settled = build_index([CHOIR, WALKS]).settled
    index = add_changes(settled, [make_document("Walks", "Strolling, and a choir of walkers")], {})

    assert said_in(index, WALKS) == {"walk": "walks", "choir": "choir"}
    assert said_in(index, CHOIR) == {"sing": "singing", "choir": "choir", "cafe": "cafe"}


def test_words_taken_over_from_an_index_before_are_found():
    index = build_index([make_document("Aerobics", "the gym"), CHOIR, WALKS], previous=build_index([WALKS, CHOIR]))

    assert said_in(index, CHOIR) == {"sing": "singing", "choir": "choir", "cafe": "cafe"}
    assert said_in(index, WALKS) == {"walk": "walks"}
