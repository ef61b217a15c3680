"""Ethnic groups as people write them."""

import pytest

from directory.outcomes.ethnicities import GROUPS, SPELLINGS, ethnic_group, plain


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("White British", "white_british"),
        ("white_british", "white_british"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "white_british"),
        ("Any other White background", "other_white"),
        ("Asian or Asian British - Pakistani", "pakistani"),
        ("Black African", "black_african"),
        ("Mixed White & Asian", "mixed_white_asian"),
        ("prefer not to say", "not_stated"),
        ("Jedi", "not_recognised"),
        ("  ", None),
    ],
)
def test_a_group_is_found(text, group):
    assert ethnic_group(text) == group


def test_no_spelling_leads_to_two_groups():
    spellings = [plain(each) for listed in SPELLINGS.values() for each in listed.split("|")]

    assert len(spellings) == len(set(spellings))
    assert set(SPELLINGS) <= set(GROUPS)
