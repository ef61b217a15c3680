"""What was worked out for a segment is taken up by the next worker."""

import numpy as np

from directory.matching.kept import load_kept, save_kept
from directory.matching.matcher import Matcher
from directory.matching.profile import Profile
from directory.search.index import CatalogueIndex, add_changes
from tests.matching.making import VOCABULARY, make_matcher
from tests.search.making import LEEDS, HashingEmbedder, make_document

GRIEF = make_document("Rose Room", "bereavement support", "grief-cafe", points=(LEEDS,))
CARDS = make_document("Whist", "playing for company", "cards")
LUNCH = make_document("Lunch club", "hot lunch", "lunch-club")
ALL = (GRIEF, CARDS, LUNCH)


def told(matcher, words):
    return [(each.document.name, round(each.score, 5)) for each in matcher.match(Profile(words)).suggestions]


def test_a_matcher_with_what_was_kept_answers_the_same_and_asks_the_model_nothing_again(tmp_path):
    first = make_matcher(*ALL)
    save_kept(tmp_path, first.work_out())
    embedder = HashingEmbedder()

    second = Matcher(CatalogueIndex(first.index.settled), VOCABULARY, embedder, load_kept(tmp_path))

    words = "my wife died and now it is so quiet"
    assert told(second, words) == told(first, words)
    assert embedder.read == [words]


def test_what_lies_there_is_what_was_kept(tmp_path):
    kept = make_matcher(*ALL).work_out()

    save_kept(tmp_path, kept)
    loaded = load_kept(tmp_path)

    assert loaded.targets == list(kept.targets)
    assert loaded.meanings.keys() == kept.meanings.keys()
    for digest, worth in kept.serving.worths.items():
        assert loaded.serving.worths[digest].rows.tolist() == worth.rows.tolist()
        assert np.array_equal(loaded.serving.worths[digest].worths, worth.worths)
        assert loaded.serving.worths[digest].lexical == worth.lexical
    assert np.array_equal(loaded.serving.localness.shares, kept.serving.localness.shares)


def test_nothing_kept_is_no_fault(tmp_path):
    assert load_kept(tmp_path).targets is None


def test_what_changed_since_serves_as_if_it_had_been_there_before():
    embedder = HashingEmbedder()
    before = make_matcher(*ALL)
    new = make_document("Willow", "bereavement support", "grief-cafe", points=(LEEDS,))
    (vector,) = embedder.embed([new.embedded_text])

    after = before.renewed(add_changes(before.index.settled, [new], {new.content_hash: vector}))

    names = [name for name, _ in told(after, "my wife died")]
    assert {"Rose Room", "Willow"} <= set(names[:2])
