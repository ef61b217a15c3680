"""Every page of the served town in a real browser: one heading, tokens, nothing sideways, nothing axe minds."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.inputs import InvitationInput
from directory.accounts.models import Scheme
from directory.accounts.people import invite_again, invite_person
from directory.accounts.queries import actor_of, find_invited, find_user
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.kept_questions import keep_question
from directory.casework.models import Client
from directory.casework.queries import get_client, is_supported
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.sharing.giving import list_sharings
from directory.casework.support_sessions.queries import list_more_sessions, list_support_sessions
from directory.casework.transfers.models import ClientTransfer
from directory.casework.transfers.moving_clients import offer_transfer
from directory.casework.young_models import AgeQuestion
from directory.casework.young_people import find_age_question
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.duplicates import DuplicateCandidate, MergedRecord
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.queries import get_published_service
from directory.catalogue.term_queries import terms_by_code
from directory.champions.models import ChampionDomain, ChampionDomainTerm, GapReason
from directory.champions.onboarding.forms import begin_form, make_form_link
from directory.db import transaction
from directory.exchange.sheets.sending import accept_sheet, digest_of, list_sent_sheets, send_sheet
from directory.referrals.joining import Way, way_to
from directory.referrals.letters import address_of as address_of_group
from directory.referrals.letters import may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.planning import ChosenActivity, plan_activities
from directory.referrals.replies import find_to_share
from directory.staff.matching.match_question import MatchQuestion
from directory.staff.records.record_kinds import KINDS
from directory.staff.writing.form_parts import FORM_PARTS
from tests.factories.accounts import make_actor, make_user
from tests.factories.assessments import make_whole_plan
from tests.factories.casework import make_client, make_reachable
from tests.factories.catalogue import make_service
from tests.factories.champions import make_contact, make_group_suggestion, make_meeting, make_message
from tests.factories.digest import make_weekly_link
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.feedback import make_feedback
from tests.factories.findings import make_finding
from tests.factories.joining import make_join_request, make_joining_link
from tests.factories.licences import load_words, make_licence
from tests.factories.links import make_message_link, make_own_link, make_reply_link
from tests.factories.message_back import make_message_back, send_back
from tests.factories.own_referrals import make_referrals_link, make_referrer_link
from tests.factories.photographs import make_photograph
from tests.factories.questions import make_answer, make_question
from tests.factories.record import make_client_note, make_section
from tests.factories.referrals import find_or_make_news, make_group_link, make_group_question
from tests.factories.safety import make_concern, make_risk
from tests.factories.second_records import make_alike, make_joined
from tests.factories.senders import make_key, make_sender
from tests.factories.sharing import make_sharing
from tests.factories.sheets import sheet_input, sheet_line
from tests.factories.signposts import make_needs_more, make_notice
from tests.factories.support_sessions import make_more_sessions, make_support_session
from tests.factories.taken_as_known import TELLS_NOTHING_NEW, make_taken_as_known
from tests.factories.transfers import wanted_transfer
from tests.factories.triage import make_handover
from tests.factories.verifying import make_listings_link
from tests.house.access import EVERYBODY, HALF_IN, TABLE
from tests.plugins.browser import PAINTED, begin_context
from tests.plugins.town import ServedTown, choose

pytestmark = pytest.mark.browser

REASONS = [["same name", 1.0, "Open Shed | The Open Shed"], ["far", -0.3, "9000"], ["same phone", 0.3, "01134960000"]]

# Whom a page is looked at as: the first of these that may open it.
LOOKERS = (
    Role.COORDINATOR,
    Role.MANAGER,
    Role.EDITOR,
    Role.COMMISSIONER,
    Role.ADMINISTRATOR,
    Role.CHAMPION,
)


def is_file(endpoint: str) -> bool:
    return endpoint == "static" or endpoint.partition(".")[2].startswith("download_")


# To another site and back: they have tests of their own.
LEAD_AWAY = ("staff.go_to_provider", "staff.come_back")
# The feed, FHIR and referrals are for programs; every state of the public pages is tried in test_public_states.py.
ELSEWHERE = ("feed.", "fhir.", "widget.", "public.", "open_data.", "referral_api.")
PAGES = [
    endpoint
    for (method, endpoint) in TABLE
    if method == "GET" and not is_file(endpoint) and not endpoint.startswith((*ELSEWHERE, *LEAD_AWAY))
]
# Whom a reference in an address is about, where it is no client.
REFERENCES = {
    "staff.show_referral": "referral",
    "staff.show_last_move": "referral",
    "staff.ask_referral_not_for_me": "referral",
    "staff.new_referral_agreement": "referral",
    "staff.new_referral_telling": "referral",
    "staff.print_referral_letter": "told",
    "staff.new_referral_answer": "referral",
    "staff.print_referral_news": "referral",
    "staff.edit_first_visit": "referral",
    "staff.show_referral_in": "incoming",
    "staff.show_referrer": "incoming",
    "staff.new_signpost_of_referral_in": "incoming",
    "staff.new_needs_more_of_referral_in": "incoming",
    "staff.confirm_stop_of_referral_in": "incoming",
}
OF_PARTS = "staff.write_part"
OF_EVERY_KIND = ("staff.write_record", "staff.confirm_giving_up", "staff.show_history")
LOOKED_AT = [
    *((each, kind, "") for each in PAGES for kind in (KINDS if each in OF_EVERY_KIND else ("",)) if each != OF_PARTS),
    *((OF_PARTS, kind, part) for kind, part in FORM_PARTS),
]


@pytest.fixture(scope="module")
def served(served_town) -> ServedTown:
    """The town while what its pages are about is put there: once, or it fills with goals and reports."""
    choose(served_town)
    return served_town


@pytest.fixture(scope="module")
def doubled(served):
    """The ids of a pair of listings of the town that may be one, and of a merge; no search shows any of them."""
    with transaction() as db:
        if db.scalar(select(DuplicateCandidate.id).where(DuplicateCandidate.state == "open")) is None:
            shed = db.scalar(select(Service).where(Service.name == "Open Shed"))
            make_candidate(db, shed, make_service(db, "The Open Shed", status="inactive"), reasons=REASONS)
        if db.scalar(select(MergedRecord.id)) is None:
            editor = actor_of(db, served.email_of(Role.EDITOR))
            kept, old = (make_service(db, name, status="inactive") for name in ("Choir of old", "Choir of old Ltd"))
            candidate = make_candidate(db, kept, old)
            merge_records(db, editor, candidate, wanted_merge(db, candidate, kept))
        pair_id = db.scalar(select(DuplicateCandidate.id).where(DuplicateCandidate.state == "open"))
        return pair_id, db.scalar(select(MergedRecord.id))


@pytest.fixture(scope="module")
def sheet_id(served):
    """The id of a sheet that the editor of the town sent, with rows of each kind."""
    with transaction() as db:
        editor = actor_of(db, served.email_of(Role.EDITOR))
        known = list_sent_sheets(db, editor)
        if not known:
            first = send_sheet(db, editor, sheet_input(sheet_line(1), sheet_line(2), key="the-first-sheet"))
            accept_sheet(db, editor, first, digest_of(first))
            lines = [sheet_line(1), sheet_line(2, Cost="Free"), sheet_line(3), sheet_line(4, From="half ten")]
            send_sheet(db, editor, sheet_input(*lines, key="the-second-sheet"))
        return list_sent_sheets(db, editor)[0].id


@pytest.fixture(scope="module")
def invited(served):
    """The id of somebody who was invited to the town, and a token for each page of a link."""
    with transaction() as db:
        administrator = actor_of(db, served.email_of(Role.ADMINISTRATOR))
        known = find_invited(db, "invited@larkenshaw.example")
        if known is None:
            wanted = InvitationInput("invited@larkenshaw.example", "Ida Invited", (Role.EDITOR,))
            known = invite_person(db, administrator, administrator.scheme_id, wanted).user
        forgetful = find_user(db, served.email_of(Role.EDITOR))
        tokens = {"staff.show_new_password": make_link(db, forgetful, Purpose.RESET).token}
        return known.id, {"staff.show_invitation": invite_again(db, administrator, known).token, **tokens}


@pytest.fixture(scope="module")
def reply(served):
    """The token of a link by which a group of the town may answer a referral."""
    with transaction() as db:
        referrals = (find_to_share(db, each) for each in db.scalars(select(OnwardReferral.id)).all())
        referral = next(each for each in referrals if each and may_be_told(each) and address_of_group(each.service))
        return make_reply_link(db, referral)


@pytest.fixture(scope="module")
def joining(served):
    """The token of a link by which a group of the town sees who would like to come."""
    with transaction() as db:
        services = db.scalars(select(Service).where(Service.status == "active").order_by(Service.name)).all()
        ids = [each.id for each in services]
        found = (get_published_service(db, each) for each in ids)
        asked = next(each for each in found if way_to(each) is Way.ASK)
        return make_joining_link(db, make_join_request(db, asked))


@pytest.fixture(scope="module")
def own_token(served):
    """The token of a link to the own page of somebody, of a neighbouring team so that the town stays as it is."""
    with transaction() as db:
        elsewhere = db.scalars(select(Scheme).where(~Scheme.is_default)).first()
        return make_own_link(db, make_reachable(db, make_actor(db, scheme=elsewhere)))


@pytest.fixture(scope="module")
def weekly_token(served):
    """The token of a link by which somebody of the town stops their weekly letter."""
    with transaction() as db:
        return make_weekly_link(db, find_user(db, served.email_of(Role.CHAMPION)))


@pytest.fixture(scope="module")
def listings_token(served):
    """The token of a link by which a group of the town looks after its listing."""
    with transaction() as db:
        return make_listings_link(db, db.scalars(select(Service).where(Service.name == "Open Shed")).one())


@pytest.fixture(scope="module")
def transfer_id(served):
    """The id of a transfer that another team offers to the town's."""
    with transaction() as db:
        here = db.scalars(select(Scheme).where(Scheme.is_default)).one()
        known = db.scalar(select(ClientTransfer.id).where(ClientTransfer.to_scheme_id == here.id))
        if known is None:
            elsewhere = db.scalars(select(Scheme).where(~Scheme.is_default)).first()
            neighbour = make_actor(db, Role.COORDINATOR, Role.MANAGER, scheme=elsewhere)
            known = offer_transfer(db, neighbour, make_client(db, neighbour), wanted_transfer(here)).id
        return known


@pytest.fixture(scope="module")
def emergency_id(served):
    """The id of an opening of a restricted record of the town in an emergency."""
    with transaction() as db:
        return db.scalars(select(EmergencyAccess.id)).first()


@pytest.fixture(scope="module")
def asked_id(served):
    """The id of what a coordinator asked the champions, with an answer that was changed once."""
    with transaction() as db:
        asker, editor = (actor_of(db, served.email_of(role)) for role in (Role.COORDINATOR, Role.EDITOR))
        shed = db.scalars(select(Service).where(Service.name == "Open Shed")).one()
        question = make_question(db, asker, terms_by_code(db, ["woodwork"]), missing=GapReason.FULL)
        for advice in ("Ring on Mondays", "Ring on Tuesdays"):
            make_answer(db, editor, question, shed, advice=advice)
        return question.id


def message_back_token(db) -> str:
    """The token of a link to a message about somebody of another team."""
    neighbour = make_actor(db)
    return make_message_link(db, send_back(db, neighbour, make_client(db, neighbour, name="Tilda Told")))


@pytest.fixture(scope="module")
def address_of(
    asked_id,
    served,
    doubled,
    sheet_id,
    invited,
    reply,
    joining,
    own_token,
    listings_token,
    weekly_token,
    transfer_id,
    emergency_id,
):
    """The address of a page, about things that are in the town."""
    with transaction() as db:
        actor = actor_of(db, served.email_of(Role.COORDINATOR))
        asked = MatchQuestion(hobbies="walking, woodwork", statement="I miss my wife").values
        shed = db.scalars(
            select(Service).where(Service.name == "Open Shed").options(selectinload(Service.places))
        ).one()
        is_referred = select(OnwardReferral.id).where(OnwardReferral.client_id == Client.id).exists()
        # The first who was taken on: another of the town is about to go to another team.
        taken_on = select(Client.reference).where(is_referred, is_supported()).order_by(Client.made_at)
        reference = db.scalar(taken_on.limit(1))
        client = get_client(db, actor, reference)
        joined, second = make_joined(db, actor, client), make_client(db, actor, name=client.name)
        make_alike(db, client, second)
        plan_activities(db, actor, client, [ChosenActivity(shed.id)])
        if find_age_question(db, client) is None:
            db.add(AgeQuestion(scheme_id=client.scheme_id, client_id=client.id))
        plan = make_whole_plan(db, actor, client)
        sharing = next(iter(list_sharings(db, actor, client)), None) or make_sharing(db, actor, client)
        session = next(iter(list_support_sessions(db, client)), None) or make_support_session(db, actor, client)
        more = next(iter(list_more_sessions(db, client)), None) or make_more_sessions(db, actor, client)
        risk, concern = make_risk(db, actor, client), make_concern(db, actor, client)
        note = make_client_note(db, actor, client)
        make_section(db, actor, client, important_to_me=f"My garden, on {note.id}")
        records = {"venues": shed.places[0].location_id, "organisations": shed.organization_id}
        came = make_taken_as_known(db, actor, client, **TELLS_NOTHING_NEW)
        known = {
            "question": keep_question(db, actor, None, asked),
            "service_id": shed.id,
            "own_slug": "older-people",
            "own_service_id": db.scalar(select(Service.id).where(Service.name == "Steady Feet")),
            "schedule_id": db.scalar(
                select(Schedule.id)
                .join(ServiceAtLocation, ServiceAtLocation.id == Schedule.service_at_location_id)
                .join(Service)
                .where(Service.name == "Open Shed")
            ),
            "photograph": db.scalar(select(Photograph).where(Photograph.service_id == shed.id))
            or make_photograph(db, shed),
            "slug": db.scalar(select(ChampionDomain.slug).order_by(ChampionDomain.name)),
            "term": db.scalar(
                select(ChampionDomainTerm.term_id)
                .join(ChampionDomain)
                .join(TaxonomyTerm)
                .order_by(ChampionDomain.name, TaxonomyTerm.name)
            ),
            "referral": (referred := db.scalars(select(OnwardReferral)).first()).reference,
            "told": next(
                each.reference
                for each in (find_to_share(db, one.id) for one in db.scalars(select(OnwardReferral)).all())
                if each and may_be_told(each) and each.scheme_id == actor.scheme_id
            ),
            "referral_question": make_group_question(db, referred).id,
            "referral_news": find_or_make_news(db, referred).id,
            "group_page": make_group_link(db, referred),
            "revision": db.scalar(select(Revision.id).where(Revision.state == "waiting")),
            "client": reference,
            "second": second.reference,
            "joined": joined.reference,
            "came": came.reference,
            "coordinator": actor.user_id,
            "incoming": db.scalar(select(Referral.reference).where(Referral.source == "self")),
            "sharing": sharing.id,
            "support_session": session.id,
            "more": more.id,
            "case": client.cases[0].id,
            "plan": plan,
            "risk": risk.id,
            "feedback": make_feedback(db, actor, client).id,
            "concern": concern.id,
            "client_note": note.id,
            "back": make_message_back(db, actor, client).id,
            "notice": make_notice(db, actor).id,
            "step": make_needs_more(db, actor, client).id,
            "handover": made_handover(db, actor).id,
            "message_back": message_back_token(db),
            "own_referrals": make_referrals_link(db, make_referrer_link(db, actor)),
            "nobodys": make_service(db, "Chess in the square").id,
            "message": make_message(db, db.get_one(Service, shed.id)),
            "finding": make_finding(db, db.get_one(Service, shed.id)).id,
            "meeting": make_meeting(db, actor, db.get_one(Organization, shed.organization_id)).id,
            "contact": make_contact(db, actor, db.get_one(Organization, shed.organization_id)).id,
            "suggested": (suggested := make_group_suggestion(db)).id,
            "group_form": make_form_link(db, None, begin_form(db, None, suggested)),
            "sender": make_sender_with_key(db, served),
            "questionnaire": questionnaire_with_words(db, served),
        }
    pair_id, merge_id = doubled
    user_id, tokens = invited
    tokens = {"joining.show_request": joining, "joining.enter_request_code": joining, **tokens}
    tokens["staff.show_stop_letter"] = weekly_token

    def find(endpoint: str, kind: str, part: str) -> str:
        path = next(rule for rule in served.app.url_map.iter_rules(endpoint) if "GET" in rule.methods).rule
        # A champion recommends in their own domain only.
        own = "own_" if endpoint == "staff.new_recommendation" else ""
        reference = known[REFERENCES.get(endpoint, "client")]
        for name, value in (("<reference>", reference), ("<slug>", known[f"{own}slug"]), ("<purpose>", "contact")):
            path = path.replace(name, str(value))
        path = path.replace("<code>", known["questionnaire"]).replace("<asked>", "loneliness")
        path = re.sub(r"<any[^>]*:occasion>", "baseline", path)
        path = path.replace("<other>", known["second"]).replace("<old>", known["joined"])
        path = path.replace("<came>", known["came"])
        path = path.replace("<uuid:service_id>", str(known[f"{own}service_id"]))
        path = path.replace("<uuid:sharing_id>", str(known["sharing"]))
        path = path.replace("<uuid:support_session_id>", str(known["support_session"]))
        path = path.replace("<uuid:coordinator_id>", str(known["coordinator"]))
        path = path.replace("<uuid:client_note_id>", str(known["client_note"])).replace("<section>", "about_me")
        path = path.replace("<uuid:more_id>", str(known["more"]))
        path = path.replace("<uuid:case_id>", str(known["case"])).replace("<step>", "reason")
        path = path.replace("<uuid:goal_id>", str(known["plan"].goal.id))
        path = path.replace("<uuid:action_id>", str(known["plan"].action.id))
        path = path.replace("<uuid:feedback_id>", str(known["feedback"]))
        path = path.replace("<uuid:risk_id>", str(known["risk"])).replace("<uuid:concern_id>", str(known["concern"]))
        path = re.sub(r"<any[^>]*:file_type>", "pdf", path.replace("<uuid:back_id>", str(known["back"])))
        path = path.replace("<uuid:notice_id>", str(known["notice"])).replace("<uuid:step_id>", str(known["step"]))
        path = path.replace("<uuid:handover_id>", str(known["handover"]))
        path = path.replace("<uuid:assessment_id>", str(known["plan"].assessment.id))
        path = path.replace("<uuid:agreement_id>", str(known["plan"].agreement.id))
        path = path.replace("<uuid:term_id>", str(known["term"])).replace("<uuid:nobodys_id>", str(known["nobodys"]))
        path = path.replace("<uuid:schedule_id>", str(known["schedule_id"]))
        path = path.replace("<uuid:photograph_id>", str(known["photograph"].id))
        path = re.sub(r"<string[^>]*:digest>", known["photograph"].digest, path)
        path = path.replace("<uuid:location_id>", str(records["venues"]))
        path = path.replace("<uuid:organization_id>", str(records["organisations"]))
        path = re.sub(r"<any[^>]*:part>", part, re.sub(r"<any[^>]*:kind>", kind, path))
        path = re.sub(r"<any[^>]*:who>", "yourself", path)
        path = path.replace("<uuid:record_id>", str(records.get(kind, known["service_id"])))
        path = path.replace("<uuid:referral_news_id>", str(known["referral_news"]))
        path = path.replace("<uuid:referral_question_id>", str(known["referral_question"]))
        path = path.replace("<uuid:question_id>", str(known["question"]))
        path = path.replace("<uuid:message_id>", str(known["message"].id))
        path = path.replace("<uuid:meeting_id>", str(known["meeting"]))
        path = path.replace("<uuid:contact_id>", str(known["contact"]))
        path = path.replace("<uuid:finding_id>", str(known["finding"]))
        path = path.replace("<uuid:sender_id>", str(known["sender"]))
        path = path.replace("<message_reference>", known["message"].reference)
        path = path.replace("<uuid:group_suggestion_id>", str(known["suggested"]))
        path = path.replace("<uuid:sheet_id>", str(sheet_id)).replace("<uuid:asked_id>", str(asked_id))
        path = path.replace("<uuid:transfer_id>", str(transfer_id)).replace("<uuid:emergency_id>", str(emergency_id))
        path = path.replace("<uuid:pair_id>", str(pair_id)).replace("<uuid:merge_id>", str(merge_id))
        links = {
            "messages_back": known["message_back"],
            "own_referrals": known["own_referrals"],
            "own_page": own_token,
            "own_listings": listings_token,
            "group_form": known["group_form"],
        }
        links["group_page"] = known["group_page"]
        by_link = links.get(endpoint.partition(".")[0], reply)
        path = path.replace("<uuid:user_id>", str(user_id)).replace("<token>", tokens.get(endpoint, by_link))
        path = re.sub(r"<int[^>]*:revision_id>", str(known["revision"]), path)
        return (
            served.address
            + path
            + TABLE["GET", endpoint].query.format(
                client=known["client"], service=known["service_id"], group=records["organisations"]
            )
        )

    return find


def make_sender_with_key(db, town: ServedTown):
    """The id of a system that has a key."""
    sender = make_sender(db, actor_of(db, town.email_of(Role.ADMINISTRATOR)))
    make_key(db, sender)
    return sender.id


def questionnaire_with_words(db, town: ServedTown) -> str:
    """The code of a questionnaire whose words may be shown."""
    administrator = actor_of(db, town.email_of(Role.ADMINISTRATOR))
    licence = make_licence(db, administrator)
    load_words(db, administrator, more='answers = ["Bare", "Brown", "Mixed", "Green", "Lush"]')
    return licence.instrument


def looker(endpoint: str) -> Role | None:
    access = TABLE["GET", endpoint]
    if access.roles in (EVERYBODY, HALF_IN):
        return None
    # Of coordinators only the client's own reads it.
    if endpoint == "staff.edit_concern":
        return Role.MANAGER
    return next(role for role in LOOKERS if role in access.roles and access.owner in ("", role))


@pytest.fixture(scope="module")
def browsers(chromium) -> Iterator[dict[Role, BrowserContext]]:
    """The browsers of those who signed in once for all the pages they look at; what pages share is fetched once too."""
    known: dict[Role, BrowserContext] = {}
    yield known
    for each in known.values():
        each.close()


def made_handover(db, actor):
    """That somebody who leaves the actor's team gave a client to them."""
    leaver = actor_of(db, make_user(db, Role.COORDINATOR, scheme=db.get_one(Scheme, actor.scheme_id)).email)
    given = make_client(db, leaver, name="Gilda Given")
    return make_handover(db, replace(actor, roles=frozenset({Role.MANAGER})), given, leaver, actor)


@pytest.fixture
def tab_of(chromium, browsers, open_tab, sign_in):
    """`tab_of(role)` is a tab of somebody at work, signed in; `tab_of(None)` one of somebody nobody knows."""

    def begin(role: Role | None) -> Page:
        if role is None:
            return open_tab()
        if role in browsers:
            return open_tab(context=browsers[role])
        browsers[role] = begin_context(chromium)
        page = open_tab(context=browsers[role])
        sign_in(page, role)
        return page

    return begin


@pytest.mark.parametrize(("endpoint", "kind", "part"), LOOKED_AT)
def test_a_page_keeps_the_promises_of_all_pages(
    address_of, town, tab_of, axe_violations, sideways_px, console_errors, endpoint, kind, part
):
    role = looker(endpoint)
    page = tab_of(role)
    answer = page.goto(address_of(endpoint, kind, part))

    assert answer.status == 200
    assert role is None or "/staff/sign-in" not in page.url
    assert page.locator("h1").count() == 1
    assert page.title() == f"{page.locator('h1').inner_text()} – Lynchpin"
    assert page.locator("form[method=post]:not(:has(input[name=csrf_token]))").count() == 0
    assert axe_violations(page) == []
    # The other colours at the other width: neither bears on the other, and so each page is judged only twice.
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(PAINTED)
    assert sideways_px(page) == 0
    assert axe_violations(page) == []
    assert console_errors == []
