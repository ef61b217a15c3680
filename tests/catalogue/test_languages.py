"""Names of languages."""

import pytest

from directory.catalogue.languages import NAMES, language_code, language_name


@pytest.mark.parametrize(
    ("name", "code"),
    [("Punjabi", "pa"), (" british sign language ", "bfi"), ("CANTONESE", "yue"), ("Klingon", None), ("", None)],
)
def test_language_is_known_by_its_name(name, code):
    assert language_code(name) == code


@pytest.mark.parametrize("code", NAMES)
def test_name_of_a_code_leads_back_to_it(code):
    assert language_code(language_name(code, None)) == code


@pytest.mark.parametrize(
    ("code", "name", "shown"),
    [("PA", None, "Punjabi"), ("pa", "Panjabi", "Panjabi"), ("xx", None, "xx"), (None, None, "")],
)
def test_language_is_shown_by_its_own_name_first(code, name, shown):
    assert language_name(code, name) == shown
