"""Whatever is typed into any form, nothing breaks: each answer is a page that says what to put right, or a success."""

import pytest
from werkzeug.routing import UnicodeConverter

from directory.accounts.actor import Role
from directory.web.forms import BaseForm
from tests.house.test_access import CHANGES_WHO_IS_SIGNED_IN, access_of, addresses_of, app, routes, signed_in, world
from tests.staff.conftest import postcodes

__all__ = ["app", "postcodes", "world"]

NONSENSE = {
    "nothing": "",
    "spaces": " \t\u2003 ",
    "a name with everything": 'Zoë O’Neill-D\'Arcy "Bob" <b> & 🌻👩🏽‍🦽',
    # Three times in every box at once this is some sixty per cent of what a request may hold.
    "without end": "Z" * 1_200,
    "marks no database keeps": "a\x00b\x1f\ud800",
    "right to left": "\u202eعمر",
    "a formula": "=1+1|'x'!A1",
    "a number": "-1",
    "a number without end": "9" * 400,
    "digits of elsewhere": "٣",
    "a small digit": "²",
    "half a postcode": "LS11 8N",
    "a day that is none": "31/02/2026",
    "an old day": "0001-01-01",
    "a last day": "9999-12-31",
    "half an id": "00000000-0000",
}


def names_of_fields(form_class=BaseForm) -> set[str]:
    """The names of all fields of all forms there are."""
    names = {name for name in dir(form_class) if hasattr(getattr(form_class, name), "field_class")}
    return names.union(*map(names_of_fields, form_class.__subclasses__()))


# Three boxes are a day, and PostgreSQL is the one that refuses what a column cannot hold: it is sent everything.
# In one box, and on SQLite, only numbers, days and what is left out come to anything else than they do there.
IN_ONE_BOX = ("nothing", "marks no database keeps", "a number without end", "a small digit", "a last day")


@pytest.mark.parametrize(
    ("database", "times", "text"),
    [
        *(pytest.param("sqlite", 1, NONSENSE[name], id=f"sqlite-one box-{name}") for name in IN_ONE_BOX),
        *(pytest.param("postgresql", 3, text, id=f"postgresql-three boxes-{name}") for name, text in NONSENSE.items()),
    ],
    indirect=["database"],
)
def test_nonsense_is_answered_with_a_page(app, world, postcodes, text, times):
    browser = signed_in(app, world.users[Role.COORDINATOR])
    typed = {name: [text.encode("utf-8", "surrogatepass")] * times for name in names_of_fields()}
    known = {"client": world.client.reference, "service_id": str(world.service.id)}
    broken = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if method != "POST" or Role.COORDINATOR not in access.roles or rule.endpoint in CHANGES_WHO_IS_SIGNED_IN:
            continue
        for address in addresses_of(app, rule, access, world):
            statuses = [post(browser, address, typed)]
            # Where nonsense names nobody, the rest is looked at only for somebody who is there.
            if statuses == [404]:
                statuses.append(post(browser, address, {**typed, **known}))
            if max(statuses) >= 500 or 413 in statuses:
                broken.append((str(rule), statuses))

    assert broken == []


def post(browser, address: str, data: dict[str, object]) -> int:
    """The status of the page that somebody sees in the end, who sent a form."""
    return browser.post(address, data=data, follow_redirects=True).status_code


def spoilt_addresses(app, rule, world) -> set[str]:
    """Addresses of a rule with a character of number 0 in every text of the path, and behind the question mark."""
    texts = {name for name, kind in rule._converters.items() if isinstance(kind, UnicodeConverter)}
    known = world.values_of(rule.endpoint, rule.arguments)
    spoilt = {name: f"{value}\0" if name in texts else value for name, value in known.items()}
    query = "&".join(f"{name}=a%00b" for name in sorted({*names_of_fields(), "show"}))
    with app.test_request_context():
        build = app.url_map.bind("localhost").build
        return {build(rule.endpoint, spoilt), f"{build(rule.endpoint, known)}?{query}"}


# It is PostgreSQL that refuses the character.
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR])
def test_a_character_that_no_database_keeps_breaks_no_address(app, world, postcodes, role):
    browser = signed_in(app, world.users[role])
    broken = []
    for method, rule in routes(app):
        if rule.endpoint in CHANGES_WHO_IS_SIGNED_IN:
            continue
        for address in spoilt_addresses(app, rule, world):
            status = browser.open(address, method=method, buffered=True).status_code
            if status >= 500:
                broken.append(f"{method} {rule.endpoint} {status} {chr(63) in address}")

    assert "\n".join(broken) == ""
