"""Whatever is asked: each further parameter leaves fewer records, and its pages give each of them once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.catalogue import make_organization, make_service, make_term

WORDS = ["walk", "tea", "é", "%", "_", "a", "zzz"]
PARAMETERS = st.fixed_dictionaries(
    {},
    optional={
        "search": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "modified_after": st.sampled_from(["2020-01-01", "2026-03-02T09:30:00Z", "2999-01-01"]),
        "minimum_age": st.integers(0, 100),
        "maximum_age": st.integers(0, 100),
        "day": st.sampled_from(["MO", "TU"]),
        "start_time": st.sampled_from(["00:00", "10:30", "23:00"]),
        "end_time": st.sampled_from(["09:00", "12:00"]),
        "postcode": st.sampled_from(["LS11 8ND", "M1 1AE"]),
        "taxonomy_term_id": st.sampled_from([0, 1]),
        "organization_id": st.sampled_from([0, 1]),
    },
)


@pytest.fixture
def town(db, postcodes):
    """A dozen services that differ, and the ids that questions can name."""
    terms = [make_term(db, name) for name in ("Walking", "Tea")]
    groups = [make_organization(db, name) for name in ("Beck", "Café")]
    for number in range(12):
        make_service(
            db,
            f"{('Walk', 'Tea', 'Été')[number % 3]} {number}",
            organization=groups[number % 2],
            terms=terms[: number % 3],
            point=(53.78, -1.55) if number % 4 else None,
            minimum_age=number * 5 if number % 2 else None,
            maximum_age=number * 8 if number % 3 else None,
        )
    db.commit()
    return {"taxonomy_term_id": [term.id for term in terms], "organization_id": [group.id for group in groups]}


def in_address(asked, town):
    named = {name: town[name][value] if name in town else value for name, value in asked.items()}
    return named | ({"proximity": 5_000} if "postcode" in named and len(named) % 2 else {})


@pytest.mark.parametrize("name", ["services", "service_at_locations"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=PARAMETERS)
def test_each_parameter_narrows_and_pages_partition(get, town, name, asked):
    wanted = in_address(asked, town)
    ids = all_ids(get, name, wanted)

    assert len(ids) == len(set(ids))
    for left_out in wanted:
        fewer = {key: value for key, value in wanted.items() if key != left_out}
        if left_out == "postcode" or (left_out == "proximity"):
            fewer = {key: value for key, value in fewer.items() if key not in ("postcode", "proximity")}
        assert set(ids) <= set(all_ids(get, name, fewer))


def all_ids(get, name, wanted):
    """The ids of all pages of a question, in their order."""
    found, page = [], 1
    while True:
        answer = get(f"/{name}", per_page=5, page=page, **wanted)
        assert answer["size"] == len(answer["contents"]) <= 5
        found += [each["id"] for each in answer["contents"]]
        if answer["last_page"]:
            assert answer["total_items"] == len(found)
            return found
        page += 1
