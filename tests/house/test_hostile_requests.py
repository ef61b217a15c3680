"""What somebody who means harm sends to every address: it changes nothing, shows nothing, and runs nowhere."""

import re

import pytest
from markupsafe import escape
from sqlalchemy import String, select

from directory.accounts.actor import Role
from directory.db import Base, new_id
from directory.security.sealing import sealed_texts_of
from directory.web.forms import BaseForm
from tests.house.access import EVERYBODY
from tests.house.test_access import access_of, addresses_of, app, everything, routes, signed_in, text_of, world

__all__ = ["app", "world"]

WORKERS = [Role.COORDINATOR, Role.CHAMPION, Role.MANAGER, Role.EDITOR, Role.ADMINISTRATOR]
# A search may be posted by any program; it changes nothing.
NEED_NO_TOKEN = ("fhir.",)
# Whatever a template or a browser would do with this, none of it is shown as typed.
TAGGED = '<b id="planted">{{ 7919 * 7 }}${7919*7}</b>'
WORKED_OUT = str(7919 * 7)


def posts_of(app, role):
    """Every address that takes a form from this role, with its route."""
    for method, rule in routes(app):
        access = access_of(method, rule)
        if method == "POST" and (role in access.roles or access.roles == EVERYBODY):
            yield rule, access


@pytest.mark.parametrize("role", WORKERS)
def test_nothing_is_changed_by_a_form_of_another_site(app, db, world, role):
    browser = signed_in(app, world.users[role])
    app.config["WTF_CSRF_ENABLED"] = True
    named = {"client": world.client.reference, "service_id": str(world.service.id), "hobbies": "walking"}
    before, taken = everything(db), []

    for rule, access in posts_of(app, role):
        for address in addresses_of(app, rule, access, world):
            answer = browser.post(address, data=named, headers={"Origin": "https://evil.example"})
            if answer.status_code < 400 and not rule.endpoint.startswith(NEED_NO_TOKEN):
                taken.append((address, answer.status_code))

    assert taken == []
    assert everything(db) == before


@pytest.mark.parametrize("role", WORKERS)
def test_no_form_sets_what_it_does_not_ask_for(app, db, world, role):
    browser = signed_in(app, world.users[role])
    asked = {name for form in forms_of(BaseForm) for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    planted = new_id()
    unasked = {name: str(planted) for name in names_of_attributes() - asked}
    named = {"client": world.client.reference, "service_id": str(world.service.id), "hobbies": "walking"}

    for rule, access in list(posts_of(app, role)):
        if rule.endpoint != "staff.sign_out":
            for address in addresses_of(app, rule, access, world):
                browser.post(address, data={**unasked, **named})

    assert len(unasked) > 100
    assert not [name for name, rows in everything(db).items() if str(planted) in str(rows) or planted.hex in str(rows)]


def forms_of(form_class) -> set[type[BaseForm]]:
    return {form_class}.union(*map(forms_of, form_class.__subclasses__()))


def names_of_attributes() -> set[str]:
    """What every kind of record is made of: columns, what is sealed, and what it is related to."""
    names = {str(column.key) for mapper in Base.registry.mappers for column in mapper.attrs}
    return names | {name.removesuffix("_sealed") for name in names}


@pytest.fixture
def tagged(db, world):
    """The world in which every text that people may write holds the marks of a page and of a template."""
    for mapper in Base.registry.mappers:
        texts = free_texts(mapper.class_)
        for record in db.scalars(select(mapper.class_)):
            for name in texts:
                if getattr(record, name):
                    setattr(record, name, f"{TAGGED} {getattr(record, name)}")
    db.commit()
    return world


WRITTEN_BY_PEOPLE = {
    "name",
    "alternate_name",
    "description",
    "easy_read",
    "fees",
    "fees_description",
    "cost_help",
    "accreditations",
    "licenses",
    "alert",
    "eligibility_description",
    "application_process",
    "wait_time",
    "interpretation_services",
    "phrase",
    "answer",
    "statement",
    "message",
    "reason",
    "reasons_text",
    "note",
    "comment",
    "words",
    "address_1",
    "city",
    "details",
    "transportation",
    "text",
    "alternate_names",
    "alt_text",
    "credit",
}

# What is sealed under this name is written by people; what is plain is one of a few.
CODES = {"reason"}
# Plain, and one of a few, where other records have words of people under that name.
CODES_OF = {"consent": {"answer"}, "signpost": {"answer"}}


def free_texts(kind) -> list[str]:
    """The attributes of a kind of record in which people write as they like."""
    codes = CODES | CODES_OF.get(kind.__tablename__, set())
    columns = {each.key for each in kind.__mapper__.columns if isinstance(each.type, String)} - codes
    sealed = {each.name for each in sealed_texts_of(kind)}
    return sorted((columns | sealed) & WRITTEN_BY_PEOPLE)


@pytest.mark.parametrize("role", [*Role, "nobody"])
def test_what_people_write_is_shown_and_never_run(app, tagged, role):
    browser = signed_in(app, tagged.users.get(role))
    shown, run = 0, []

    for method, rule in routes(app):
        access = access_of(method, rule)
        if method != "GET" or not ({role} & access.roles or access.roles == EVERYBODY) or rule.endpoint == "static":
            continue
        for address in addresses_of(app, rule, access, tagged):
            answer = browser.get(address)
            if answer.mimetype != "text/html":
                continue
            shown += str(escape(TAGGED)) in answer.text
            if re.search(r'<b id="?planted', answer.text) or WORKED_OUT in answer.text:
                run.append(address)

    assert run == []
    # A commissioner reads figures alone, and an administrator the names of staff.
    assert shown >= (10 if role in (Role.COORDINATOR, Role.CHAMPION, Role.MANAGER, Role.EDITOR) else 1), shown


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%252e%252e/config.py",
        "/static//etc/passwd",
        "/static/vendor/../../../config.py",
        "/feed/services/..%2f..%2fetc%2fpasswd",
        "/activities/..%2f..%2fetc%2fpasswd",
        "/.env",
        "/instance/keys.db",
    ],
)
def test_no_address_leads_to_a_file_of_the_machine(app, path):
    answer = app.test_client().get(path, follow_redirects=True)

    assert answer.status_code == 404
    assert "LYNCHPIN_" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_no_address_names_a_client(app, db, world, role):
    browser = signed_in(app, world.users[role])
    told = [str(world.client.id), world.client.id.hex, "edith", "ashworth", "ls11 8nd", "ls118nd", "ls11%208nd"]
    naming = []

    for method, rule in routes(app):
        access = access_of(method, rule)
        if method == "GET" and role in access.roles:
            for address in addresses_of(app, rule, access, world):
                led_to = re.findall(r'(?:href|action|src|hx-[a-z]+)="([^"]*)"', text_of(browser.get(address)))
                naming += [each for each in (address, *led_to) if any(one in each.lower() for one in told)]

    assert naming == []
