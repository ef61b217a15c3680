import json
from datetime import UTC, datetime, time

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from directory.api.endpoints import ENDPOINTS
from directory.api.parameters import ListParameters, Question, ServiceParameters, load_question
from directory.errors import WrongInput

CASES = {
    "nothing": ("", Question()),
    "empty counts as left out": ("search=&page=&full=", Question()),
    "what is unknown is ignored": ("_=1&token=x", Question()),
    "a page": ("page=3&per_page=20", Question(page=3, per_page=20)),
    "spaces around": ("page=+3+", Question(page=3)),
    "flags in any case": ("full=TRUE&minimal=1", Question(full=True, minimal=True)),
    "flags that say no": ("full=false&minimal=0", Question()),
}


@pytest.mark.parametrize(("asked", "question"), CASES.values(), ids=CASES)
def test_what_is_asked_is_read(asked, question):
    assert load_question(ServiceParameters(), given(asked)) == question


NINE_THIRTY = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
FILTERS = {
    "a date": ("modified_after=2026-03-31", "modified_after", datetime(2026, 3, 31, tzinfo=UTC)),
    "a moment": ("modified_after=2026-03-31T09:30:00Z", "modified_after", NINE_THIRTY),
    "a zone": ("modified_after=2026-03-31T10:30:00%2B01:00", "modified_after", NINE_THIRTY),
    "a lost plus": ("modified_after=2026-03-31T10:30:00+01:00", "modified_after", NINE_THIRTY),
    "milliseconds": (
        "modified_after=2026-03-31T09:30:00.250Z",
        "modified_after",
        NINE_THIRTY.replace(microsecond=250_000),
    ),
    "a day by letters": ("day=TU", "day", "TU"),
    "a day by name": ("day=tuesday", "day", "TU"),
    "a day shortened": ("day=Tue", "day", "TU"),
    "a time": ("start_time=9:05", "start_time", time(9, 5)),
    "a time with seconds": ("end_time=17:30:00", "end_time", time(17, 30)),
    "an age": ("minimum_age=0", "minimum_age", 0),
    "words": ("search=tea+and+talk", "search", "tea and talk"),
}


@pytest.mark.parametrize(("asked", "name", "value"), FILTERS.values(), ids=FILTERS)
def test_what_is_wanted_is_read(asked, name, value):
    assert getattr(load_question(ServiceParameters(), given(asked)).filters, name) == value


WRONG = {
    "page 0": ("page=0", "page", "from 1 on"),
    "page -1": ("page=-1", "page", "from 1 on"),
    "page abc": ("page=abc", "page", "whole number"),
    "page 1.5": ("page=1.5", "page", "whole number"),
    "a page with a thousand digits": ("page=" + "9" * 1000, "page", "whole number"),
    "other digits": ("page=٣", "page", "whole number"),
    "per_page 0": ("per_page=0", "per_page", "from 1 on"),
    "format": ("format=xml", "format", "json or ndjson"),
    "full": ("full=maybe", "full", "true or false"),
    "an id": ("taxonomy_term_id=x", "taxonomy_term_id", "id like"),
    "a moment": ("modified_after=notadate", "modified_after", "2026-03-31"),
    "a moment beyond all years": ("modified_after=9999-12-31T23:59:59-12:00", "modified_after", "2026-03-31"),
    "a long search": ("search=" + "x" * 201, "search", "200 characters"),
    "many words": ("search=" + "+".join("abcdefghijk"), "search", "10 words"),
    "a day": ("day=XX", "day", "MO, TU"),
    "a time": ("start_time=25:00", "start_time", "09:30"),
    "an age": ("minimum_age=200", "minimum_age", "0 to 150"),
    "a distance without a place": ("proximity=500", "postcode", "postcode too"),
    "a distance to the moon": ("postcode=LS11&proximity=384400000", "proximity", "1,000,000"),
    "twice": ("search=a&search=b", "search", "once"),
    "a word that no database keeps": ("search=tea%00", "search", "character of number 0"),
    "a postcode that no database keeps": ("postcode=LS1%00", "postcode", "character of number 0"),
}


@pytest.mark.parametrize(("asked", "name", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_told_with_how_to_put_it_right(asked, name, told):
    with pytest.raises(WrongInput) as refused:
        load_question(ServiceParameters(), given(asked))

    assert set(refused.value.fields) == {name}
    assert told in refused.value.fields[name]


def test_a_parameter_that_another_list_has_is_ignored_here():
    assert load_question(ListParameters(), given("day=nonsense&page=2")) == Question(page=2)


def test_a_wrong_parameter_is_a_problem(browser):
    answer = browser.get("/feed/services?page=0&day=XX")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {each["parameter"] for each in json.loads(answer.data)["errors"]} == {"page", "day"}


@pytest.mark.parametrize("name", sorted({name for each in ENDPOINTS for name in each.parameters.fields}))
def test_a_character_that_no_database_keeps_breaks_no_list(browser, name):
    answers = [browser.get(f"/feed/{each.name}?{name}=a%00", buffered=True) for each in ENDPOINTS]

    assert [answer.status_code for answer in answers if answer.status_code not in (200, 422)] == []


def test_a_postcode_that_is_none_is_a_problem_too(browser):
    answer = browser.get("/feed/services?postcode=nowhere&proximity=10")

    assert answer.status_code == 422
    assert json.loads(answer.data)["errors"][0]["parameter"] == "postcode"


def test_a_large_page_is_cut_to_the_most_there_is(get):
    assert get("/services", per_page=1_000_000)["total_pages"] == 1


def given(query: str) -> MultiDict[str, str]:
    return Request(EnvironBuilder(query_string=query).get_environ()).args
