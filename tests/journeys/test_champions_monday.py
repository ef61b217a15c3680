"""A champion's Monday, with the keyboard alone: the one list from top to bottom, and listings that are checked then."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.accounts.queries import actor_of
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.revisions import Revision, RevisionState
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.messages.models import ListingMessage
from directory.champions.models import Recommendation
from directory.champions.questions.models import Question
from directory.db import reading, transaction
from tests.factories.accounts import PASSWORD, make_actor, make_user, new_word
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.factories.questions import make_question
from tests.factories.verifying import make_due
from tests.journeys.keyboard import choose, tab_to, use, write

pytestmark = pytest.mark.browser
DUE = ("First walk", "Second walk", "Third walk")


@dataclass(frozen=True)
class Monday:
    """Where a champion works, and what waits for them."""

    address: str
    email: str
    domain: str


@pytest.fixture
def monday(town) -> Iterator[Monday]:
    """A champion of a neighbouring team, with three listings that are due, a report, a suggestion and a question."""
    domain = f"Paths {new_word()}"
    with transaction() as db:
        scheme = db.scalars(select(Scheme).where(~Scheme.is_default)).first()
        champion, colleague = make_user(db, Role.CHAMPION, scheme=scheme), make_actor(db, scheme=scheme)
        term = make_term(db, f"Paths {new_word()}", code=new_word())
        slug = make_walking_domain(db, [term], db.get(User, champion.id), domain).slug
        for weeks, name in enumerate(reversed(DUE), 1):
            make_due(db, name, weeks=weeks, terms=[term], point=None)
        today = {"terms": [term], "point": None, "assured_date": clock.today()}
        make_message(db, make_service(db, "Walk that was shut", **today))
        told = make_service(db, "Walk with a change", **today)
        suggest_changes(db, colleague, told, differences(told, {"alert": "Bring two pounds"}), "They told me so")
        make_question(db, colleague, [term])
        where, email = slug, champion.email
    yield Monday(town.address, email, where)
    # So that the town is as it was for whoever comes next.
    with transaction() as db:
        for each in db.scalars(select(Service).where(Service.attributes.any(taxonomy_term_id=term.id))):
            each.status = ServiceStatus.INACTIVE.value
        bump_catalogue_version(db)


def link(page: Page, name: str):
    return page.get_by_role("main").get_by_role("link", name=name).first


def button(page: Page, name: str):
    return page.get_by_role("main").get_by_role("button", name=name).first


def go_home(page: Page, monday: Monday) -> None:
    page.goto(f"{monday.address}/staff/")


def sign_in_by_keyboard(page: Page, monday: Monday) -> None:
    page.goto(f"{monday.address}/staff/sign-in")
    write(page, "Email address", monday.email)
    write(page, "Password", PASSWORD)
    use(page, button(page, "Sign in"))


def press_enter_in_list(page: Page, said: str) -> None:
    """Press what has the focus, and wait until the list says that it is done."""
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(said)


def close_report(page: Page) -> None:
    use(page, link(page, "Open the report Walk that was shut"))
    choose(page, "What did you find?", "I checked: the listing is right")
    use(page, button(page, "Close it"))


def answer_question(page: Page) -> None:
    use(page, link(page, "Open the question"))
    use(page, link(page, "Answer"))
    write(page, "Advice (optional)", "Ask at the library: they keep a list.")
    use(page, button(page, "Send the answer"))


def take_suggestion_with_a_change(page: Page, monday: Monday) -> None:
    edit(page, monday, "Walk with a change")
    write(page, "Notice (optional)", "Bring three pounds")
    use(page, button(page, "Save and mark as checked"))
    go_home(page, monday)
    use(page, link(page, "Look at the change Walk with a change"))
    write(page, "What you made of it", "They say it is three by now")
    use(page, button(page, "I have taken it otherwise"))


def edit(page: Page, monday: Monday, name: str) -> None:
    page.goto(f"{monday.address}/staff/listings/{monday.domain}")
    use(page, link(page, f"Edit {name}"))


def ring_and_log(page: Page, name: str) -> None:
    use(page, link(page, f"I rang or went {name}"))
    write(page, "Whom did you reach? (optional)", "the secretary")
    choose(page, "What came of it?", "It is still right")
    use(page, button(page, "Write it down"))


def recommend(page: Page, monday: Monday, name: str) -> None:
    edit(page, monday, name)
    use(page, link(page, "Recommend it"))
    tab_to(page, page.get_by_role("group", name="I recommend it for").get_by_role("radio"))
    page.keyboard.press("Space")
    write(page, "Why, in a few words", "They wait at the gate")
    use(page, button(page, "Recommend it"))


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)], ids=["wide", "without JavaScript"])
def test_a_champion_does_all_that_waits_by_keyboard(
    monday, open_tab, axe_violations, sideways_px, console_errors, width, javascript
):
    page = open_tab(width, javascript=javascript)
    sign_in_by_keyboard(page, monday)
    listed = page.locator("#to-do").inner_text()
    assert sideways_px(page) == 0
    order = ["Walk that was shut", "A colleague asks", "Walk with a change", *DUE]
    assert [listed.index(each) for each in order] == sorted(listed.index(each) for each in order)
    if javascript:
        assert axe_violations(page) == []

    close_report(page)
    go_home(page, monday)
    answer_question(page)
    go_home(page, monday)
    take_suggestion_with_a_change(page, monday)
    go_home(page, monday)
    tab_to(page, button(page, f"Still right {DUE[0]}"))
    press_enter_in_list(page, f"You checked {DUE[0]} today")
    # The next thing is where the last one was: nobody has to look for it.
    expect(button(page, f"Still right {DUE[1]}")).to_be_focused()
    press_enter_in_list(page, f"You checked {DUE[1]} today")
    go_home(page, monday)
    ring_and_log(page, DUE[2])
    recommend(page, monday, DUE[0])
    go_home(page, monday)

    left = page.locator("#to-do").inner_text()
    assert not [each for each in order if each in left.split("You checked today")[0]]
    assert sideways_px(page) == 0
    if javascript:
        assert axe_violations(page) == []
    assert console_errors == []
    with reading() as db:
        actor = actor_of(db, monday.email)
        checked = db.scalars(select(Service.assured_date).where(Service.name.in_(DUE), Service.status == "active"))
        assert set(checked) == {clock.today()}
        said = db.scalars(select(Recommendation.reason).where(Recommendation.recommended_by == actor.user_id)).all()
        closed = db.scalars(select(ListingMessage.ending).where(ListingMessage.closed_by == actor.user_id)).all()
        suggested = (Revision.is_suggestion, Revision.decided_by == actor.user_id)
        [taken] = db.scalars(select(Revision).where(*suggested))
        answered = db.scalars(select(Question.first_answered_at).where(Question.scheme_id == actor.scheme_id)).all()
    assert (said, closed) == (["They wait at the gate"], ["still right"])
    assert (taken.state, [each.after for each in taken.field_changes]) == (RevisionState.DONE, ["Bring three pounds"])
    assert None not in answered


def test_what_comes_instead_of_the_list_is_shown_whole(monday, open_tab, console_errors):
    page = open_tab()
    sign_in_by_keyboard(page, monday)
    page.context.clear_cookies()

    with page.expect_navigation():
        button(page, f"Still right {DUE[0]}").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("This page was open for too long")
    assert console_errors == []
