"""Every route is tried by everybody: each role of the scheme, each role of another, and a stranger."""

import pytest
from sqlalchemy import delete, func, select, text
from werkzeug.routing import Rule

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme
from directory.accounts.queries import actor_of
from directory.audit.models import AuditEvent
from directory.db import Base
from directory.staff.records.record_kinds import KINDS
from directory.staff.writing.form_parts import FORM_PARTS
from tests.factories.accounts import PASSWORD, make_user
from tests.house.access import EVERYBODY, HALF_IN, SENDERS, TABLE, Access
from tests.house.world import STRANGER, World

PEOPLE = [*Role, STRANGER]
# Tables that looking at pages may change, by decision: who looked is written down, and who is still here.
WRITTEN_BY_LOOKING = {"audit_event", "audit_link", "sign_in_session"}
# Who may is decided before a database is asked, and what belongs to a scheme is found by the same questions on each:
# the tests of the packages ask them on both. So each of these thousands of pages is tried on one.
ON_ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CHANGES_WHO_IS_SIGNED_IN = {"staff.begin_work", "staff.sign_out", "staff.end_all_sessions"}


@pytest.fixture
def app(whole_app, database):
    whole_app.config["WTF_CSRF_ENABLED"] = False
    return whole_app


@pytest.fixture
def world(our_world) -> World:
    return our_world


def routes(app) -> list[tuple[str, Rule]]:
    """Every method and rule of the app."""
    return [
        (method, rule) for rule in app.url_map.iter_rules() for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def access_of(method: str, rule: Rule) -> Access:
    assert (method, rule.endpoint) in TABLE, f"{method} {rule} is not in tests/house/access.py: who may open it?"
    return TABLE[method, rule.endpoint]


def kinds_of(rule: Rule) -> list[tuple[str, str]]:
    """The kinds of record whose pages have this address, with each part; one for an address that knows of none."""
    if "part" in rule.arguments:
        return list(FORM_PARTS)
    return [(kind, "") for kind in KINDS] if "kind" in rule.arguments else [("activities", "")]


def address_of(app, rule: Rule, access: Access, world: World) -> str:
    return addresses_of(app, rule, access, world)[0]


def addresses_of(app, rule: Rule, access: Access, world: World) -> list[str]:
    """The address of a route, about what is in the first scheme: one for each kind of record it is about."""
    in_query = {
        "client": world.client.reference,
        "service": world.service.id,
        "group": world.service.organization_id,
    }
    with app.test_request_context():
        paths = [
            app.url_map.bind("localhost").build(rule.endpoint, world.values_of(rule.endpoint, rule.arguments, *kind))
            for kind in kinds_of(rule)
        ]
    return [path + access.query.format(**in_query) for path in paths]


def signed_in(app, user):
    client = app.test_client()
    if user is not None:
        answer = client.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
    return client


def try_route(app, browser, method: str, rule: Rule, world: World, made_for: object = None) -> set[str]:
    """What comes of one person trying one route on what is in the first scheme, on each kind of record it is about.

    Who has several schemes says for which one a form was made.
    """
    access = access_of(method, rule)
    named = {
        "client": world.client.reference,
        "service_id": str(world.service.id),
        "group": str(world.service.organization_id),
        "organization": str(world.service.organization_id),
    }
    data = {name: named[name] for name in access.names} if method == "POST" else None
    if data is not None and made_for is not None:
        data["made_for"] = str(made_for)
    addresses = addresses_of(app, rule, access, world)
    return {outcome_of(browser.open(each, method=method, data=data, buffered=True)) for each in addresses}


def text_of(answer) -> str:
    """What an answer says, as text, also where it is a picture."""
    return answer.data.decode(errors="replace")


def outcome_of(answer) -> str:
    """What an answer amounts to for the person who asked."""
    if answer.status_code >= 500:
        return "broken"
    if answer.status_code == 303 and "/staff/sign-in" in answer.location:
        return "sign in first"
    if answer.status_code == 401:
        return "show a key"
    return {403: "not your role", 404: "no such thing"}.get(answer.status_code, "in")


def expected(access: Access, person: str, *, is_own_scheme: bool) -> str:
    if access.roles == EVERYBODY:
        return "in"
    if access.roles == SENDERS:
        return "show a key"
    if person == STRANGER or access.roles == HALF_IN:
        return "sign in first"
    if person not in access.roles:
        return "not your role"
    if access.owner not in ("", person):
        return "no such thing"
    is_scoped = access.is_scoped or person in access.scoped_for
    return "in" if is_own_scheme or not is_scoped else "no such thing"


@ON_ONE_DATABASE
def test_every_route_has_a_guard(app):
    unguarded = [
        rule.endpoint
        for _, rule in routes(app)
        if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], "guard")
    ]

    assert unguarded == []


@ON_ONE_DATABASE
def test_the_table_names_no_route_that_is_gone(app):
    known = {(method, rule.endpoint) for method, rule in routes(app)}

    assert set(TABLE) - known == set()


@ON_ONE_DATABASE
@pytest.mark.parametrize("person", PEOPLE)
def test_each_role_opens_just_what_the_table_says(app, world, person):
    browser = signed_in(app, world.users.get(person))
    differences = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if rule.endpoint in CHANGES_WHO_IS_SIGNED_IN:
            continue
        wanted = expected(access, person, is_own_scheme=True)
        found = try_route(app, browser, method, rule, world)
        if found != {wanted}:
            differences.append((method, str(rule), found, wanted))

    assert differences == []


@ON_ONE_DATABASE
@pytest.mark.parametrize("role", Role)
def test_another_scheme_is_as_if_it_were_not_there(app, world, role):
    browser = signed_in(app, world.other_users[role])
    differences = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if not access.is_scoped and role not in access.scoped_for:
            continue
        wanted = expected(access, role, is_own_scheme=False)
        found = try_route(app, browser, method, rule, world)
        if found != {wanted}:
            differences.append((method, str(rule), found, wanted))

    assert differences == []


def test_a_restricted_record_is_to_a_colleague_as_if_it_were_not_there(app, db, world):
    here = db.get_one(Scheme, world.client.scheme_id)
    colleague = make_user(db, Role.COORDINATOR, scheme=here)
    world.client.restricted_at = clock.now()
    db.commit()
    browser = signed_in(app, colleague)
    differences = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if not access.is_scoped or access.is_before_client or access.is_of_no_client:
            continue
        if Role.COORDINATOR not in access.roles:
            continue
        found = try_route(app, browser, method, rule, world)
        if found != {"no such thing"}:
            differences.append((method, str(rule), found))

    assert differences == []


@ON_ONE_DATABASE
@pytest.mark.parametrize("is_own_scheme", [True, False], ids=["working here", "working elsewhere"])
def test_who_has_roles_in_two_schemes_has_those_of_the_one_they_work_in(app, db, world, is_own_scheme):
    user = world.users[Role.COORDINATOR]
    here, elsewhere = (actor_of(db, each[Role.MANAGER].email).scheme_id for each in (world.users, world.other_users))
    working_in = here if is_own_scheme else elsewhere
    db.add(RoleGrant(user_id=user.id, scheme_id=elsewhere, role=Role.MANAGER.value))
    user.last_scheme_id = working_in
    db.commit()
    browser = signed_in(app, user)
    differences = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if rule.endpoint in CHANGES_WHO_IS_SIGNED_IN or (access.owner and not is_own_scheme):
            continue
        wanted = expected(access, Role.COORDINATOR if is_own_scheme else Role.MANAGER, is_own_scheme=is_own_scheme)
        found = try_route(app, browser, method, rule, world, made_for=working_in)
        if found != {wanted}:
            differences.append((method, str(rule), found, wanted))

    assert differences == []


@ON_ONE_DATABASE
def test_an_account_without_any_role_opens_nothing_of_staff(app, db, world):
    browser = signed_in(app, world.users[Role.MANAGER])
    db.execute(delete(RoleGrant).where(RoleGrant.user_id == world.users[Role.MANAGER].id))
    db.commit()
    differences = []
    for method, rule in routes(app):
        if rule.endpoint in CHANGES_WHO_IS_SIGNED_IN:
            continue
        wanted = expected(access_of(method, rule), STRANGER, is_own_scheme=False)
        found = try_route(app, browser, method, rule, world)
        if found != {wanted}:
            differences.append((method, str(rule), found, wanted))

    assert differences == []


def test_hidden_and_absent_records_look_the_same(app, world):
    browser = signed_in(app, world.other_users[Role.COORDINATOR])

    hidden = browser.get(f"/staff/clients/{world.client.reference}")
    absent = browser.get("/staff/clients/AAAAAAAAAA")

    assert hidden.status_code == absent.status_code == 404
    assert visible(hidden.text) == visible(absent.text)


def visible(page: str) -> str:
    """A page without what differs at each request."""
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_champion_keeps_only_their_own_domains(app, world):
    browser = signed_in(app, world.other_users[Role.CHAMPION])

    answers = [
        browser.get(f"/staff/listings/{world.domain.slug}"),
        browser.post(f"/staff/listings/{world.domain.slug}/{world.service.id}/confirm"),
        browser.get(f"/staff/listings/{world.domain.slug}/{world.service.id}/edit"),
        browser.post(f"/staff/listings/{world.domain.slug}/{world.service.id}/edit"),
        browser.get(f"/staff/listings/{world.domain.slug}/words"),
        browser.get(f"/staff/listings/{world.domain.slug}/words/{world.term.id}"),
        browser.post(f"/staff/listings/{world.domain.slug}/words/{world.term.id}"),
        browser.post(f"/staff/listings/{world.domain.slug}/words/{world.term.id}/try"),
    ]

    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("person", [Role.COORDINATOR, Role.CHAMPION, Role.MANAGER, STRANGER])
def test_no_get_changes_anything(app, db, world, person):
    browser = signed_in(app, world.users.get(person))
    before = everything(db)

    for method, rule in routes(app):
        if method == "GET":
            try_route(app, browser, method, rule, world)

    assert everything(db) == before


def everything(db) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those that looking may add to."""
    db.expire_all()
    return {
        name: sorted(map(repr, db.execute(text(f'SELECT * FROM "{name}"')).all()))
        for name in Base.metadata.tables
        if name not in WRITTEN_BY_LOOKING
    }


@pytest.mark.parametrize(
    "endpoint", [endpoint for (method, endpoint), access in TABLE.items() if access.shows_client and method == "GET"]
)
def test_every_client_page_writes_down_who_looked(app, db, world, endpoint):
    role = next(each for each in (Role.COORDINATOR, Role.MANAGER) if each in TABLE["GET", endpoint].roles)
    browser = signed_in(app, world.users[role])
    [rule] = [rule for method, rule in routes(app) if rule.endpoint == endpoint and method == "GET"]

    before = db.scalar(select(func.max(AuditEvent.id)))

    answer = browser.get(address_of(app, rule, access_of("GET", rule), world))

    db.expire_all()
    written = db.scalars(select(AuditEvent).where(AuditEvent.id > before)).all()
    # Who reads a concern or a complaint, or of somebody who asked and is no client yet, is written down with these.
    told_us = [event for event in written if event.action in ("feedback.viewed", "feedback.listed")]
    assert all(event.subject_ids == [str(world.feedback_id)] for event in told_us)
    concerns = [event for event in written if event.action == "safeguarding.viewed"]
    asked = [event for event in written if event.action == "referral_in.listed"]
    assert all(event.subject_ids == [str(world.concern.id)] for event in concerns)
    assert all(str(world.client.id) not in event.subject_ids for event in asked)
    # A record that may be the same person's stands beside theirs, and is written down with it.
    alike = [event for event in written if event.subject_ids == [str(world.second.id)]]
    written = [event for event in written if event not in (*concerns, *asked, *told_us, *alike)]
    assert answer.status_code == 200
    assert {event.action for event in written} <= {"client.viewed", "client.listed", "client.exported"}
    assert {event.actor_id for event in written} == {world.users[role].id}
    assert all(str(world.client.id) in event.subject_ids for event in written)


@ON_ONE_DATABASE
def test_pages_that_name_nobody_are_not_forgotten_in_the_table(app, world):
    browser = signed_in(app, world.users[Role.COORDINATOR])
    forgotten = []
    for method, rule in routes(app):
        access = access_of(method, rule)
        if method != "GET" or access.shows_client:
            continue
        if rule.endpoint == "static":
            continue
        for address in addresses_of(app, rule, access, world):
            page = text_of(browser.get(address))
            if world.client.name in page or world.client.reference in page:
                forgotten.append(rule.endpoint)

    assert forgotten == []


def test_authorisation_comes_before_anything_typed_is_looked_at(app, world):
    browser = signed_in(app, world.users[Role.COMMISSIONER])

    answer = browser.post(f"/staff/referrals/{world.referral.reference}/moves", data={"to": "nonsense"})

    assert answer.status_code == 403
