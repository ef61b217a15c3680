"""An index in which something changed finds what one built anew would find."""

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.search.index import add_changes
from directory.search.segment import build_segment
from tests.search.making import BRADFORD, LEEDS, HashingEmbedder, make_document, make_index

WORDS = st.sampled_from(["garden", "choir", "walk", "bingo", "chess"])
DOCUMENTS = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "E"]),
    st.builds(
        lambda words, point: (" ".join(words), point), st.lists(WORDS, max_size=4), st.sampled_from([LEEDS, BRADFORD])
    ),
)
EMBEDDER = HashingEmbedder()


def made_of(described):
    return [make_document(name, text, *text.split(), points=(point,)) for name, (text, point) in described.items()]


def vectors_of(documents):
    vectors = EMBEDDER.embed([each.embedded_text for each in documents])
    return {each.content_hash: row for each, row in zip(documents, vectors, strict=True)}


def found(index, values):
    """What is said of each document that is not gone, by name."""
    said = zip(index.documents, values, index.is_gone, strict=True)
    return {each.name: round(float(value), 5) for each, value, is_gone in said if not is_gone}


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, DOCUMENTS, WORDS)
def test_changes_are_found_like_what_was_there_before(before, after, word):
    old, new = made_of(before), made_of(after)
    settled = build_segment(old, vectors_of(old))
    changed = [each for each in new if each not in old]
    gone = {each.service_id for each in old} - {each.service_id for each in new}

    index = add_changes(settled, changed, vectors_of(changed), gone)

    anew = make_index(*new, embedder=EMBEDDER)
    assert found(index, index.has_vector).keys() == found(anew, anew.has_vector).keys()
    (vector,) = EMBEDDER.embed([word])
    assert found(index, index.closeness(vector)) == found(anew, anew.closeness(vector))
    assert {index.documents[row].name for row in index.tagged(word) if not index.is_gone[row]} == {
        anew.documents[row].name for row in anew.tagged(word)
    }
    near = {index.documents[row].name for row in index.within(*LEEDS, 5_000).rows if not index.is_gone[row]}
    assert near == {anew.documents[row].name for row in anew.within(*LEEDS, 5_000).rows}
    holding = {index.documents[row].name for row in index.lexical.rows_holding(word) if not index.is_gone[row]}
    assert holding == {anew.documents[row].name for row in anew.lexical.rows_holding(word)}


def test_what_is_gone_is_closed_and_has_no_row():
    choir, walks = make_document("Choir", "singing"), make_document("Walks", "walking")
    index = add_changes(build_segment([choir, walks]), [], {}, [choir.service_id])

    assert index.row_of(choir.service_id) is None
    assert index.row_of(walks.service_id) is not None
    assert index.is_open.sum() == 1


def test_what_changed_is_found_under_its_new_row():
    choir = make_document("Choir", "singing")
    index = add_changes(build_segment([choir]), [make_document("Choir", "humming")], {})

    assert index.documents[index.row_of(choir.service_id)].description == "humming"
    assert index.holding_word("humming") == 1
    assert len(index) == 2
