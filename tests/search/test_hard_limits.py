"""What the names of a listing say of whom it is for."""

import pytest

from directory.search.hard_limits import named_for
from tests.search.making import make_document


@pytest.mark.parametrize(
    ("name", "organization", "company"),
    [
        ("Men’s Shed", "", "men"),
        ("Refuge", "Leeds Women's Aid", "women"),
        ("Men and Women Together", "", ""),
        ("Management Club", "", ""),
        ("Dads and Babies", "", "men"),
    ],
)
def test_a_name_says_whom_it_is_for(name, organization, company):
    assert named_for(make_document(name, organization_name=organization)) == company
