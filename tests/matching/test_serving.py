"""What serves which need."""

from directory.matching.profile import Profile
from directory.matching.scope import scope_of
from directory.matching.serving import DISTANT_TEXTS, LOCAL_TEXTS, Serving
from tests.matching.making import BEREAVEMENT, GAMES, VOCABULARY
from tests.search.making import HashingEmbedder, make_document, make_index

TAGGED = make_document("Rose Room", "", "grief-cafe")
MEANT = make_document("Willow", "bereavement support")
WHIST = make_document("Whist", "", "cards")
OTHER = make_document("Zumba", "dancing")


def served(concept, *documents):
    index = make_index(*documents)
    found = Serving(index, VOCABULARY, {}).scores(concept, scope_of(index, Profile()))
    return {document.name: float(score) for document, score in zip(index.documents, found, strict=True)}


def test_service_is_found_by_tag_and_by_what_it_says():
    found = served(BEREAVEMENT, TAGGED, MEANT, WHIST, OTHER)

    assert found["Rose Room"] >= 0.8
    assert found["Willow"] > 0.5
    assert found["Zumba"] == found["Whist"] == 0


def test_tag_of_a_narrower_interest_serves_the_wider_one_fully():
    assert served(GAMES, WHIST, OTHER)["Whist"] == 1


def test_groups_to_go_along_to_come_before_bodies_that_give_grants():
    embedder = HashingEmbedder()
    group, grants = make_document("A weekly local group", "people meet"), make_document("Trust", "grants to schools")
    index = make_index(group, grants, embedder=embedder)
    texts = (*LOCAL_TEXTS, *DISTANT_TEXTS)
    meanings = dict(zip(texts, embedder.embed(texts), strict=True))

    localness = Serving(index, VOCABULARY, meanings).localness

    assert localness[index.row_of(group.service_id)] == 1
    assert localness[index.row_of(grants.service_id)] == 0
