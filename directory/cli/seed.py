"""`lynchpin seed`: the fictional town, made by calling the same operations as people do."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import RoleGrant, Scheme, SchemeArea, User
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.queries import actor_of
from directory.casework.agreeing import give_consent, record_answer, withdraw_consent
from directory.casework.closing.ending import end_case
from directory.casework.closing.inputs import ClosingInput
from directory.casework.closing.models import ExitAnswer
from directory.casework.closing.reasons import ClosureReason
from directory.casework.deaths import record_death
from directory.casework.emergencies import open_in_emergency, restrict_sight
from directory.casework.inputs import AnswerInput, ClientCorrectionInput, DeathInput, NewClientInput
from directory.casework.models import Answer, Client, GivenBy, GivenHow, Purpose
from directory.casework.nhs_numbers import digits_of
from directory.casework.operations import correct_client, take_on_client
from directory.casework.referrals_in.receiving import receive_referral
from directory.casework.referrals_in.referral_inputs import ReferralSchema
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.safety.inputs import ConcernSchema, RiskSchema
from directory.casework.safety.keeping import add_concern, add_risk, say_none_known
from directory.casework.sharing.giving import record_sharing
from directory.casework.sharing.inputs import SharingInput
from directory.casework.sharing.models import ManagerPart, SharingGround
from directory.casework.transfers.inputs import TransferInput
from directory.casework.transfers.moving_clients import offer_transfer
from directory.casework.transfers.states import Ground
from directory.casework.young_people import SafeContactInput, set_safe_contact
from directory.catalogue.adding import add_organization, add_place, add_service
from directory.catalogue.history.edits import start_listing, write_draft
from directory.catalogue.history.revisions import refuse_revision, suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.queries import get_service
from directory.catalogue.vocabulary import load_vocabulary, term_id
from directory.champions.domains.handing_over import get_to_hand_over, hand_over
from directory.champions.domains.inputs import HandoverInput
from directory.champions.noting.recommending import recommend
from directory.champions.operations import make_domain
from directory.champions.queries import get_domain, get_listing
from directory.cli.databases import upgrade_all
from directory.cli.meanings import make_meanings_now
from directory.cli.opening import build_postcodes_if_needed, demo_settings, opened_with_clients
from directory.cli.progress import progress_bar
from directory.cli.seed_caseloads import load_caseloads
from directory.cli.seed_feedback import load_feedback
from directory.cli.seed_looked_into import load_assurances, load_links
from directory.cli.seed_messages import load_messages
from directory.cli.seed_onboarding import load_onboarding
from directory.cli.seed_photographs import load_photographs
from directory.cli.seed_plans import load_plans
from directory.cli.seed_practices import load_practices
from directory.cli.seed_questions import load_questions
from directory.cli.seed_records import load_records
from directory.cli.seed_relationships import load_relationships
from directory.cli.seed_senders import load_senders
from directory.cli.seed_sessions import load_sessions
from directory.cli.seed_strength import load_strength
from directory.cli.seed_unmet import load_unmet
from directory.cli.seed_watches import load_watches
from directory.cli.town import Town, key_id
from directory.config import Settings
from directory.db import reading, transaction
from directory.geo.current import find_place
from directory.geo.postcodes import parse_postcode
from directory.jobs.duplicates import READERS, find_duplicates
from directory.jobs.findings import look_through
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.referrals.inputs import GroupAgreementInput, MoveInput, OnwardReferralInput
from directory.referrals.models import OnwardReferral
from directory.referrals.news import list_news, record_told
from directory.referrals.operations import move_referral, refer_onward
from directory.referrals.states import NEEDS_REASON, Reason, ReferralState
from directory.referrals.visits import FirstVisitSchema, keep_first_visit

Row = Mapping[str, Any]
# The lists of the town were never files, so that there is nothing of which this could be the digest.
NEVER_READ = b""
A_DAY = timedelta(days=1)
# How to reach somebody, by what the files call it; a language there is a code, and how they speak is said in words.
HOW_TO_REACH = {
    "other_phone": "other_phone",
    "address": "address",
    "contact_by": "contact_by",
    "contact_times": "contact_times",
    "language": "language_spoken",
    "interpreter": "interpreter",
}


@click.command()
def seed() -> None:
    """Load the fictional town, once.

    It has groups, activities, staff, clients and referrals. Turns the instance folder into a demonstration, and
    refuses where LYNCHPIN_MODE says it is not one.
    """
    settings = demo_settings()
    upgrade_all()
    build_postcodes_if_needed(settings)
    load_town_once()


def load_town_once() -> None:
    """Load the town unless it is there already."""
    with opened_with_clients() as settings:
        with reading() as db:
            is_there = db.scalar(select(Organization.id).where(Organization.id == first_organization_id())) is not None
        if is_there:
            click.echo("The town is already there.")
        else:
            load_town(settings)
        make_meanings_now()


def first_organization_id() -> uuid.UUID:
    return Town(clock.today(), point_of).organizations()[0].id


def point_of(postcode: str) -> tuple[float, float]:
    place = find_place(postcode)
    return place.latitude, place.longitude


def load_town(settings: Settings) -> None:
    """The whole town in one transaction: it is there, or it is not. Then it is looked through for what is wrong."""
    town = Town(clock.today(), point_of)
    with progress_bar("Building the town") as show, transaction() as db:
        load_vocabulary(db)
        load_catalogue(db, town)
        show(1, 3)
        staff = load_staff(db, town, settings.demo_password)
        load_recommendations(db, town, staff)
        load_questions(db, town, staff)
        load_assurances(db, town, staff)
        load_watches(db, town, staff)
        load_links(db, town)
        load_suggestions(db, town, staff)
        load_messages(db, town)
        load_drafts(db, town, staff)
        show(2, 3)
        load_clients(db, town, staff)
        load_plans(db, town, staff)
        load_records(db, town)
        load_feedback(db, town, staff)
        load_unmet(db, town, actor_of(db, staff["coordinator"].email).scheme_id)
        load_referrals_in(db, town)
        load_senders(db, town, staff)
        load_practices(db, town, staff)
        load_relationships(db, town, staff)
        load_strength(db, town, staff)
        load_onboarding(db, town, staff)
        load_caseloads(db, town, staff)
        show(3, 3)
    for entity in READERS:
        find_duplicates(entity)
    look_through()
    click.echo("The fictional town is loaded.")


def load_catalogue(db: Session, town: Town) -> None:
    for organization in town.organizations():
        add_organization(db, organization)
    for venue in town.venues():
        add_place(db, venue)
    db.flush()  # services point at both
    for activity in town.activities():
        add_service(db, activity)
    db.flush()  # referrals look services up
    load_photographs(db, town)
    load_lists(db, town)


def load_lists(db: Session, town: Town) -> None:
    """Say of some groups and activities which list of somebody else's they came from."""
    db.add_all(Source(id=list_id, name=name) for list_id, name in town.lists().items())
    db.flush()  # their records point at them
    for each in town.listed():
        db.add(
            SourceRecord(
                source_id=each.list_id,
                entity=each.entity,
                source_key=each.key,
                record_id=each.record_id,
                digest=NEVER_READ,
            )
        )


def load_staff(db: Session, town: Town, password: str) -> dict[str, User]:
    """The schemes, their staff by key, and the domains they champion."""
    people = town.people()
    scheme = make_scheme(db, people["scheme"]["name"], is_default=True)
    scheme.phone, scheme.address = people["scheme"]["phone"], people["scheme"]["address"]
    others = {row["key"]: make_scheme(db, row["name"]) for row in people["other_scheme"]}
    db.flush()  # users and areas point at them
    db.add_all(SchemeArea(outward=each, scheme_id=scheme.id) for each in people["scheme"]["postcode_districts"])
    staff = {row["key"]: add_member(db, scheme, row, password, others) for row in people["staff"]}
    db.flush()  # domains and clients point at users
    for row in people["champion_domain"]:
        codes = [code for taxonomy in ("interests", "needs", "people") for code in row.get(taxonomy, ())]
        deputies = [staff[each] for each in row.get("deputies", ())]
        make_domain(db, row["name"], row.get("description"), staff[row["champion"]], terms_of(db, codes), deputies)
    load_handovers(db, people, staff)
    return staff


def load_handovers(db: Session, people: Row, staff: Mapping[str, User]) -> None:
    """The domains that went from one champion to another, with what the next one has to know."""
    for row in people["handover"]:
        actor = actor_of(db, staff[row["by"]].email)
        domain = get_to_hand_over(db, actor, row["domain"])
        hand_over(db, actor, domain, HandoverInput(staff[row["to"]].id, row["note"], version=domain.version))


def load_recommendations(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """What the champions of the town recommend; one of them said so too long ago."""
    people = town.people()
    champions = {row["key"]: row["champion"] for row in people["champion_domain"]}
    champions |= {row["domain"]: row["to"] for row in people["handover"]}
    for row in people["recommendation"]:
        champion = actor_of(db, staff[champions[row["domain"]]].email)
        domain = get_domain(db, champion, row["domain"])
        service = get_listing(db, domain, key_id("activity", row["activity"]))
        term = next(each for each in domain.terms if each.code == row["term"])
        given = recommend(db, champion, domain, service, term, row["reason"])
        given.recommended_on = town.day(row.get("said_days_ago", 0))


def add_member(db: Session, scheme: Scheme, row: Row, password: str, others: Mapping[str, Scheme]) -> User:
    """Somebody of the team, who works for it unless they choose one of the other teams they have roles in."""
    roles = tuple(Role(role) for role in row["roles"])
    user = add_user(db, scheme, NewUserInput(row["email"], row["name"], password, roles))
    user.last_scheme_id, user.work_phone = scheme.id, row.get("work_phone")
    for also in row.get("also", ()):
        user.grants += [RoleGrant(scheme_id=others[also["scheme"]].id, role=role) for role in also["roles"]]
    return user


def terms_of(db: Session, codes: Sequence[str]) -> Sequence[TaxonomyTerm]:
    return db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.id.in_([term_id(code) for code in codes]))).all()


def load_suggestions(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.suggestions():
        author = actor_of(db, staff[row["staff"]].email)
        service = get_service(db, key_id("activity", row["activity"]))
        suggestion = suggest_changes(db, author, service, differences(service, row["changes"]), row["reason"])
        if refused := row.get("refused"):
            refuse_revision(db, actor_of(db, staff[refused["by"]].email), suggestion, refused["note"])


def load_drafts(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.drafts():
        author = actor_of(db, staff[row["staff"]].email)
        organization = db.get_one(Organization, key_id("organization", row["organization"]))
        service = start_listing(db, author, organization, row["name"], key_id("activity", row["key"]))
        db.flush()  # what is written about it reads its rows
        write_draft(db, author, service, row["values"])


def load_clients(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.people()["client"]:
        actor = actor_of(db, staff[row["coordinator"]].email)
        client = load_client(db, town, actor, row)
        if shared := row.get("shared"):
            record_sharing(db, actor, client, sharing_of(town, staff, shared))
        load_safety(db, actor, client, row)
        if died := row.get("died"):
            record_death(db, actor, client, DeathInput(died["told_by"], town.day(died["days_ago"])))
        if emergency := row.get("emergency"):
            restrict_sight(db, actor, client, is_restricted=True)
            load_emergency(db, actor_of(db, staff[emergency["by"]].email), client, emergency["reason"])


def load_safety(db: Session, actor: Actor, client: Client, row: Row) -> None:
    """What is known of somebody's safety: risks, or that there is none, and concerns."""
    if row.get("no_known_risks"):
        say_none_known(db, actor, client)
    for number, each in enumerate(row.get("risks", ())):
        add_risk(db, actor, client, RiskSchema().load(each), f"town-{row['key']}-risk-{number}")
    for number, each in enumerate(row.get("concerns", ())):
        add_concern(db, actor, client, ConcernSchema().load(each), f"town-{row['key']}-concern-{number}")


def load_referrals_in(db: Session, town: Town) -> None:
    """Who has asked for support some days ago, and waits."""
    for row in town.people()["referral_in"]:
        told = {name: value for name, value in row.items() if name not in ("key", "days_ago", "born_days_ago")}
        is_friends = row["source"] == ReferralSource.FRIEND
        postcode = told.pop("postcode")
        told |= {"submission_key": f"town-{row['key']}", "outward": parse_postcode(postcode).outward}
        told |= {} if is_friends else {"postcode": postcode}
        if "born_days_ago" in row:
            told["born_on"] = town.day(row["born_days_ago"]).isoformat()
        referral = receive_referral(db, ReferralSchema().load(told))
        referral.made_at -= A_DAY * row["days_ago"]


def load_emergency(db: Session, actor: Actor, client: Client, reason: str) -> None:
    """A colleague opened a restricted record yesterday, and no manager has looked into it."""
    db.flush()  # the record is looked up
    opened = open_in_emergency(db, actor, client.reference, reason)
    if opened is not None and opened.access is not None:
        opened.access.began_at -= A_DAY
        opened.access.ends_at -= A_DAY


def load_client(db: Session, town: Town, actor: Actor, row: Row) -> Client:
    agreement, case = row.get("agreement"), row["case"]
    client = take_on_client(
        db,
        actor,
        NewClientInput(
            submission_key=f"town-{row['key']}",
            **asked_first(town, row),
            statement=row["statement"].strip(),
        ),
        opened_on=town.day(case["opened_days_ago"]),
    )
    more = {name: row[key] for name, key in HOW_TO_REACH.items() if key in row}
    if more:
        wanted = ClientCorrectionInput(**asked_first(town, row), **more, statement=row["statement"].strip())
        correct_client(db, actor, client, wanted)
    if agreement:
        given_on, note = town.day(agreement["given_days_ago"]), agreement.get("note")
        give_consent(db, actor, client, AnswerInput(given_on, note=note))
    load_answers(db, town, actor, client, row)
    db.flush()  # referrals and outcomes point at the case
    load_sessions(db, town, actor, client, row)
    for number, referral in enumerate(row.get("referrals", ())):
        load_referral(db, town, actor, client, referral, number)
    for outcome in row.get("outcomes", ()):
        record_wellbeing(db, actor, client.cases[0], wellbeing_of(town, outcome))
        db.flush()  # the exit is compared with the baseline
    if agreement and "withdrawn_days_ago" in agreement:
        withdraw_consent(db, actor, client, town.day(agreement["withdrawn_days_ago"]))
    if transfer := row.get("transfer"):
        offer_transfer(db, actor, client, transfer_of(db, town, transfer))
    if "closed_days_ago" in case:
        end_case(db, actor, client.cases[0], closing_of(town, case))
    return client


def closing_of(town: Town, case: Row) -> ClosingInput:
    """How a case ended, and in which words."""
    exit_answer = ExitAnswer(case.get("exit", ExitAnswer.FILLED_IN))
    return ClosingInput(
        ClosureReason(case.get("closed_because", ClosureReason.COMPLETED)),
        town.day(case["closed_days_ago"]),
        what_next=case["closing_words"],
        exit_answer=exit_answer,
        exit_why=case.get("exit_why"),
    )


def load_answers(db: Session, town: Town, actor: Actor, client: Client, row: Row) -> None:
    """What somebody agrees to beside being referred, and how they are reached safely."""
    for each in row.get("answers", ()):
        how, by = GivenHow(each["how"]), GivenBy(each.get("by", GivenBy.THEMSELF))
        answer, purpose, day = Answer(each["answer"]), Purpose(each["purpose"]), town.day(each["days_ago"])
        record_answer(db, actor, client, AnswerInput(day, purpose, answer, how, by, each.get("note")))
    if "safe_contact" in row:
        set_safe_contact(db, actor, client, SafeContactInput(row["safe_contact"], letters_home=None))


def sharing_of(town: Town, staff: Mapping[str, User], row: Row) -> SharingInput:
    """What was told about somebody without their agreement."""
    return SharingInput(
        ground=SharingGround(row["ground"]),
        reason=row["reason"],
        told=row["told"],
        told_to=row["told_to"],
        shared_on=town.day(row["days_ago"]),
        manager_id=staff[row["manager"]].id,
        manager_part=ManagerPart(row["part"]),
        submission_key="town-sharing",
    )


def asked_first(town: Town, row: Row) -> dict[str, Any]:
    """What is known of somebody from the day they are taken on."""
    return {
        "name": f"{row['first_name']} {row['last_name']}",
        "nhs_number": digits_of(row["nhs_number"]) if "nhs_number" in row else None,
        "postcode": row["postcode"],
        "born_on": town.day(row["born_days_ago"]),
        "phone": row.get("phone"),
        "email": row.get("email"),
    }


def transfer_of(db: Session, town: Town, row: Row) -> TransferInput:
    """To which team somebody is to be handed over."""
    names = {each["key"]: each["name"] for each in town.people()["other_scheme"]}
    scheme_id = db.scalars(select(Scheme.id).where(Scheme.name == names[row["to"]])).one()
    return TransferInput(scheme_id, row["reason"], Ground.AGREEMENT, town.day(row["agreed_days_ago"]))


def reference_of(db: Session, client: Client, number: int) -> str:
    """The reference of a referral of a client that was loaded before, by its place among theirs."""
    wanted = select(OnwardReferral.reference).where(
        OnwardReferral.submission_key == f"town-{client.reference}-{number}"
    )
    return db.scalars(wanted).one()


def load_referral(db: Session, town: Town, actor: Actor, client: Client, row: Row, number: int) -> None:
    referral = refer_onward(
        db,
        actor,
        client,
        OnwardReferralInput(
            service_id=key_id("activity", row["activity"]),
            submission_key=f"town-{client.reference}-{number}",
            match_reasons=tuple(row.get("reasons", ())),
            sent_on=town.day(row["sent_days_ago"]),
            agreed=GroupAgreementInput(town.day(row["sent_days_ago"])),
            in_spite=row.get("in_spite"),
            sent_on_from=reference_of(db, client, row["instead_of"]) if "instead_of" in row else None,
        ),
    )
    for move in row.get("moves", ()):
        move_referral(db, actor, referral, move_of(town.day(move["days_ago"]), move))
    db.flush()  # the next referral looks for open ones
    if "first_visit" in row:
        planned = {name: value for name, value in row["first_visit"].items() if name != "in_days"}
        visit_on = town.day(-row["first_visit"]["in_days"]).isoformat()
        keep_first_visit(db, actor, referral, FirstVisitSchema().load({**planned, "visit_on": visit_on}))
    if not row.get("is_untold"):
        for news in list_news(db, referral):
            record_told(db, actor, news)


def move_of(day: date, row: Row) -> MoveInput:
    """A move; a reason that is a sentence becomes the note of the nearest reason we have."""
    to, told = ReferralState(row["to"]), row.get("reason")
    if told in set(Reason):
        return MoveInput(to, day, Reason(told))
    usual = Reason.FINISHED if to is ReferralState.ENDED else Reason.OTHER
    return MoveInput(to, day, usual if to in NEEDS_REASON else None, told)


def wellbeing_of(town: Town, row: Row) -> WellbeingInput:
    return WellbeingInput(Occasion(row["moment"]), town.day(row["days_ago"]), AnswerMode.PAPER, row["total"])
