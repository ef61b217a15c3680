"""What a reader would care about in the history of a listing."""

import pytest

from directory.catalogue.models.field_changes import FieldChange
from directory.champions.digest.news import News, NewsKind, Step, news_of

ADDED = Step("added", (), "A list")


def changed(*changes: tuple[str, object, object]) -> Step:
    return Step("changed", tuple(FieldChange(*each) for each in changes))


PUBLISHED, CLOSED = changed(("stage", "draft", "published")), changed(("status", "active", "inactive"))
COST = changed(("fees", "Free", "£2"))


@pytest.mark.parametrize(
    ("steps", "stands", "news"),
    [
        pytest.param([ADDED], ("published", "active"), News(NewsKind.NEW, source="A list"), id="came from a list"),
        pytest.param([ADDED], ("draft", "active"), None, id="is being written"),
        pytest.param([COST], ("draft", "active"), None, id="a draft is changed"),
        pytest.param([PUBLISHED], ("published", "active"), News(NewsKind.NEW), id="was published"),
        pytest.param([CLOSED], ("published", "inactive"), News(NewsKind.ENDED), id="does not run any more"),
        pytest.param(
            [changed(("status", "active", "temporarily closed"))],
            ("published", "temporarily closed"),
            None,
            id="closed for now",
        ),
        pytest.param(
            [changed(("stage", "published", "archived"))], ("archived", "active"), News(NewsKind.ENDED), id="put away"
        ),
        pytest.param(
            [CLOSED, changed(("status", "inactive", "active"))], ("published", "active"), None, id="stopped and back"
        ),
        pytest.param(
            [changed(("status", "inactive", "active"))], ("published", "active"), News(NewsKind.NEW), id="on again"
        ),
        pytest.param([PUBLISHED, CLOSED], ("published", "inactive"), None, id="began and ended in a week"),
        pytest.param(
            [COST, changed(("phone", [], [{"number": "1"}]))],
            ("published", "active"),
            News(NewsKind.CHANGED, ("cost", "contact")),
            id="cost and contact",
        ),
        pytest.param(
            [changed(("assured_date", "2026-01-01", "2026-06-01"))], ("published", "active"), None, id="checked"
        ),
        pytest.param([changed(("description", "A", "B"))], ("published", "active"), None, id="put in other words"),
        pytest.param(
            [COST, changed(("fees", "£2", "Free"))], ("published", "active"), None, id="changed and changed back"
        ),
        pytest.param([COST], ("published", "defunct"), None, id="changed long after it ended"),
        pytest.param(
            [changed(("closed_from", None, "2026-08-01"), ("back_on", None, "2026-09-01"))],
            ("published", "active"),
            News(NewsKind.CHANGED, ("when it is closed",)),
            id="closed for a while",
        ),
    ],
)
def test_what_a_week_of_changes_comes_to(steps, stands, news):
    assert news_of(steps, stage=stands[0], status=stands[1]) == news
