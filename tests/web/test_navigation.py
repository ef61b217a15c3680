"""Which item of the bar is marked."""

import pytest

from directory.web.navigation import NavItem, mark_active

BAR = (NavItem("Home", "/"), NavItem("Today", "/staff"), NavItem("Clients", "/staff/clients", ("/staff/caseloads",)))


@pytest.mark.parametrize(
    ("path", "active", "current"),
    [
        pytest.param("/", ["Home"], ["Home"], id="home is marked on itself alone"),
        pytest.param("/about", [], [], id="nothing leads there"),
        pytest.param("/staff", ["Today"], ["Today"], id="its own page"),
        pytest.param("/staff/clients/K7QF", ["Clients"], [], id="the nearest above"),
        pytest.param("/staff/caseloads/4", ["Clients"], [], id="what belongs to it"),
        pytest.param("/staffing", [], [], id="not by the first letters"),
    ],
)
def test_item_that_leads_nearest_is_marked(path, active, current):
    marked = mark_active(BAR, path)

    assert [each.text for each in marked if each.is_active] == active
    assert [each.text for each in marked if each.is_current] == current
