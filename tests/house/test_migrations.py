"""Migrations form one line, go up, down and up again with data in the tables, and agree with the models."""

import ast
from dataclasses import asdict
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, delete, func, inspect, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant
from directory.accounts.queries import actor_of, list_users
from directory.casework.match_counts import count_unmet_match
from directory.casework.message_back.kinds import MESSAGE_LETTER
from directory.casework.models import AgreementWording, Consent, Purpose
from directory.casework.own_page.letters import CODE, INVITATION
from directory.casework.queries import get_client
from directory.casework.referrals_in.referral_letters import NOTICE, queue_notices
from directory.casework.support_sessions.rhythm import record_more_wanted
from directory.casework.support_sessions.rhythm_models import MoreWanted
from directory.casework.tombstones import ErasedPerson
from directory.catalogue.history.edits import begin_draft
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.feeds import Feed, FeedAbsence, FeedRun
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.schedules import ScheduleException, ScheduleObservance
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.vocabulary import load_vocabulary
from directory.champions.digest.models import WeeklyLetter
from directory.champions.digest.rounds import begin_round
from directory.champions.digest.watching import stop_letters, watch_area
from directory.champions.models import CheckResult, CheckWay
from directory.champions.operations import confirm_as_group, confirm_listing, log_check
from directory.champions.search_counts import SearchCount
from directory.champions.verification.check_inputs import CheckInput
from directory.cli import schema
from directory.db import new_id, open_database, transaction, use_database
from directory.jobs.verifying import verify_listings
from directory.links.codes import make_code
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link
from directory.links.visits import begin_visit
from directory.matching.unmet import UnmetBy, UnmetMatch
from directory.outbox import OutboxMessage
from directory.outcomes.inputs import WellbeingInput
from directory.outcomes.models import AnswerMode, KeptOutcome, Occasion
from directory.outcomes.operations import record_wellbeing
from directory.referrals.inputs import MoveInput, TakeBackInput
from directory.referrals.joining import JOINING
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from directory.referrals.taking_back import take_back_move
from directory.rights.holding import hold_back
from directory.search.models import TextEmbedding
from tests.factories.accounts import make_actor, make_invited, make_user
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.closing import make_closure
from tests.factories.joining import make_join_request, make_joining_link
from tests.factories.links import make_own_link
from tests.factories.referrals import make_referral
from tests.factories.verifying import make_due, make_listings_link
from tests.house.world import make_world

VERSIONS = schema.migrations_folder() / "versions"
SCRIPTS = sorted(VERSIONS.glob("*.py"))
# alembic_version is 32 letters wide on PostgreSQL.
LONGEST_REVISION = 32


def script_directory() -> ScriptDirectory:
    return ScriptDirectory(str(schema.migrations_folder()))


def constants_of(path) -> dict[str, object]:
    assigned = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Assign)]
    return {
        target.id: ast.literal_eval(node.value)
        for node in assigned
        for target in node.targets
        if isinstance(target, ast.Name) and target.id in ("revision", "down_revision")
    }


def test_there_is_one_head():
    assert len(script_directory().get_heads()) == 1


def test_scripts_form_one_line_in_the_order_of_their_numbers():
    before = [None, *[path.stem for path in SCRIPTS[:-1]]]

    assert [constants_of(path)["down_revision"] for path in SCRIPTS] == before
    assert [path.stem[:4] for path in SCRIPTS] == [f"{number:04}" for number in range(1, len(SCRIPTS) + 1)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script(path):
    tree = ast.parse(path.read_text("utf-8"))
    imported = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    imported += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert constants_of(path)["revision"] == path.stem
    assert len(path.stem) <= LONGEST_REVISION
    assert [name for name in imported if name.split(".")[0] == "directory"] == []
    assert "Old code" in (ast.get_docstring(tree) or ""), "say whether old code runs against it"
    assert "name=None" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_constraint_of_a_script_has_a_name(path):
    kinds = ("CheckConstraint", "ForeignKeyConstraint", "PrimaryKeyConstraint", "UniqueConstraint")
    unnamed = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in kinds
        if "name" not in [keyword.arg for keyword in node.keywords]
    ]

    assert unnamed == []


def fill(url: str) -> dict[str, int]:
    """Put something into every table; returns how many rows each has."""
    database = open_database(url)
    use_database(database)
    with transaction() as db:
        load_vocabulary(db)
    with transaction() as db:
        make_everything(db)
    counts = count_rows(url)
    use_database(None)
    database.close()
    return counts


def make_everything(db) -> None:
    world = make_world(db)
    # Older releases know one kind of agreement, and let the others go.
    db.execute(delete(Consent).where(Consent.purpose != Purpose.REFERRAL.value))
    db.execute(delete(AgreementWording).where(AgreementWording.purpose == Purpose.FEEDBACK.value))
    coordinator, champion = (actor_of(db, world.users[role].email) for role in (Role.COORDINATOR, Role.CHAMPION))
    confirm_listing(db, champion, world.service)
    (case,) = get_client(db, coordinator, world.client.reference).cases
    record_wellbeing(db, coordinator, case, WellbeingInput(Occasion.BASELINE, case.opened_on, AnswerMode.PAPER, 20))
    (tuesdays,) = world.service.schedules
    db.add(ScheduleException(schedule_id=tuesdays.id, kind="closed", starts_on=date.min, ends_on=date.min))
    db.add(ScheduleObservance(schedule_id=tuesdays.id, calendar="bank holidays", observance="closed"))
    source = Source(id=new_id(), name="A feed")
    db.add(source)
    db.flush()
    db.add(Feed(source_id=source.id, address="https://feed.example/", kind="oruk-3.0"))
    db.flush()
    db.add(FeedRun(source_id=source.id, walk="everything", has_whole_items=True))
    db.add(FeedAbsence(source_id=source.id, source_key="1"))
    db.add(SourceRecord(source_id=source.id, entity="service", source_key="1", record_id=new_id(), digest=b"1"))
    db.add(ErasedPerson(person_id=new_id(), scheme_id=coordinator.scheme_id, erased_at=clock.now(), reason="asked"))
    db.add(kept_outcome_of(coordinator.scheme_id))
    hold_back(db, coordinator, world.client, "A complaint")
    # A link about somebody who is no client cannot go back to before there were any, nor can a letter of a new kind.
    db.execute(delete(SignedLink).where(SignedLink.client_id.is_(None)))
    db.execute(delete(OutboxMessage).where(OutboxMessage.kind.in_([JOINING, NOTICE, INVITATION, CODE, MESSAGE_LETTER])))
    db.add(TextEmbedding(model="m", digest=b"d" * 32, vector=b"v"))
    reader = make_actor(db)
    watch_area(db, reader, "LS11")
    stop_letters(db, reader.user_id)
    db.add(WeeklyLetter(user_id=reader.user_id, week_on=date(2026, 11, 23)))
    begin_round(db, date(2026, 11, 23), clock.now())
    unmet = UnmetMatch(UnmetBy.NOTHING, ["walking"])
    count_unmet_match(db, make_actor(db), None, unmet, "LS11", date(2026, 11, 23))
    db.add(SearchCount(week_on=date(2026, 11, 23), concept="walking", area="LS11", is_found=True, searches=9))


def kept_outcome_of(scheme_id) -> KeptOutcome:
    counts = {"attended": True, "referrals_made": 1, "referrals_attended": 1}
    return KeptOutcome(scheme_id=scheme_id, quarter=date(2026, 1, 1), age_band=70, baseline=15.84, **counts)


def count_rows(url: str) -> dict[str, int]:
    engine = schema.migration_engine(url)
    with engine.connect() as connection:
        names = sorted(schema.METADATA.tables.keys() & set(inspect(connection).get_table_names()))
        # All in one question, which is asked after each script.
        each = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
        counts = connection.exec_driver_sql(f"SELECT {each}").one() if names else ()
    engine.dispose()
    return dict(zip(names, counts, strict=True))


def test_a_filled_database_goes_down_and_up_again(empty_url, key_store):
    schema.upgrade(empty_url)
    before = fill(empty_url)
    assert {name for name, count in before.items() if count} >= {"client", "audit_event", "service", "score"}

    for script in reversed(SCRIPTS):
        parent = constants_of(script)["down_revision"]
        schema.downgrade(empty_url, str(parent) if parent else "base")
        left = count_rows(empty_url)
        assert left == {name: before[name] for name in left}, f"{script.stem} took what is not its own"
        assert schema.current_revision(empty_url) == parent
    assert count_rows(empty_url) == {}

    schema.upgrade(empty_url)

    assert schema.current_revision(empty_url) == schema.head_revision()
    assert fill(empty_url) == before


def test_of_an_address_that_several_teams_invited_old_code_meets_one_account_at_most(own_database, own_url):
    with transaction() as db:
        kept = make_user(db, email="ida@staff.example")
        for email in ("ida@staff.example", "omar@staff.example", "omar@staff.example", "ruth@staff.example"):
            make_invited(db, email=email)

    schema.downgrade(own_url, "0035_client_transfers")
    schema.upgrade(own_url)

    with transaction() as db:
        left = {user.email: user for user in list_users(db)}
        assert set(left) == {"ida@staff.example", "ruth@staff.example"}
        assert left["ida@staff.example"].id == kept.id
        assert [user.joined_at is not None for user in left.values()] == [each.startswith("ida") for each in left]
        assert db.scalar(select(func.count()).select_from(RoleGrant)) == 2


def test_what_was_asked_of_a_group_leaves_nothing_behind_in_older_releases(own_database, own_url):
    with transaction() as db:
        coordinator = make_actor(db)
        client, referral = make_client(db, coordinator), make_referral_in(db, coordinator)
        queue_notices(db, referral, "https://lynchpin.example/staff/referrals-in")
        service = make_service(db)
        service.email = "walks@becklane.example"
        asked = make_joining_link(db, make_join_request(db, service))
        for token, purpose in ((make_own_link(db, client), LinkPurpose.OWN_PAGE), (asked, LinkPurpose.JOINING)):
            link = get_link(db, token, purpose)
            make_code(db, link, token)
            begin_visit(db, link)
    assert set(scalars(own_url, "SELECT kind FROM outbox_message")) == {NOTICE, JOINING}

    schema.downgrade(own_url, "0048_listing_messages")

    assert scalars(own_url, "SELECT kind FROM outbox_message") == []
    left = scalars(own_url, "SELECT id FROM signed_link")
    assert len(left) == 1
    assert scalars(own_url, "SELECT link_id FROM link_code") == left
    assert scalars(own_url, "SELECT link_id FROM link_visit") == left


def test_what_groups_said_of_their_listings_leaves_nothing_behind_in_older_releases(own_database, own_url):
    with transaction() as db:
        champion, service = make_actor(db, Role.CHAMPION), make_due(db)
        token = make_listings_link(db, service)
        confirm_as_group(db, service)
        log_check(db, champion, service, CheckInput(CheckWay.PHONE, CheckResult.NO_ANSWER), "first-key")
        log_check(
            db, champion, service, CheckInput(CheckWay.PHONE, CheckResult.STILL_RIGHT, "the secretary"), "next-key"
        )
        begin_visit(db, get_link(db, token, LinkPurpose.LISTINGS))
        make_due(db, "Tea at two")
    verify_listings(can_write=True)

    schema.downgrade(own_url, "0059_easy_read")

    assert scalars(own_url, "SELECT kind FROM outbox_message") == []
    assert scalars(own_url, "SELECT id FROM signed_link") == []
    assert scalars(own_url, "SELECT result FROM listing_check") == ["still right"]


def test_what_waits_or_is_written_asks_older_releases_for_nothing_they_do_not_know(own_database, own_url):
    new = {"cost_help": "Pay what you can", "easy_read": "We walk.", "photograph": []}
    with transaction() as db:
        first, second, service = make_actor(db), make_actor(db), make_service(db)
        for actor, wanted in ((first, new), (second, {**new, "name": "Walk and talk"})):
            changes = [FieldChange(name, None, value) for name, value in wanted.items()]
            suggest_changes(db, actor, service, changes, None)
            begin_draft(db, actor, service).changes = [asdict(each) for each in changes]

    schema.downgrade(own_url, "0055_listed_on")
    schema.upgrade(own_url)

    with transaction() as db:
        left = db.scalars(select(Revision).where(Revision.is_suggestion).order_by(Revision.id)).all()
        assert [(each.state, [change.field for change in each.field_changes]) for each in left] == [
            ("withdrawn", []),
            ("waiting", ["name"]),
            ("draft", ["name"]),
        ]
        assert [each.decided_at is not None for each in left] == [True, False, False]


def test_running_them_again_changes_nothing(own_url):
    schema.upgrade(own_url)

    assert schema.current_revision(own_url) == schema.head_revision()


def test_moves_that_old_code_left_without_a_number_get_theirs(own_database, own_url):
    with transaction() as db:
        actor = make_actor(db)
        referral = make_referral(db, actor)
        for state in ("accepted", "attended"):
            move_referral(db, actor, referral, MoveInput(ReferralState(state), clock.today()))
            db.flush()
        take_back_move(db, actor, referral, TakeBackInput(3, "A mistake"))
    before = scalars(own_url, "SELECT id FROM referral_move ORDER BY number")
    schema.downgrade(own_url, "0015_sent_sheets")
    scalars(own_url, "UPDATE referral_move SET number = 0 WHERE number IN (2, 3) RETURNING id")
    scalars(own_url, "UPDATE referral_move SET takes_back = 0 WHERE takes_back = 3 RETURNING id")

    schema.upgrade(own_url)

    assert scalars(own_url, "SELECT id FROM referral_move ORDER BY number") == before
    assert scalars(own_url, "SELECT number FROM referral_move ORDER BY number") == [1, 2, 3, 4]
    assert scalars(own_url, "SELECT takes_back FROM referral_move WHERE takes_back IS NOT NULL") == [3]


def test_agreements_of_before_versions_were_kept_stay_agreements_to_share(own_database, own_url):
    with transaction() as db:
        make_client(db, make_actor(db))
    before = scalars(own_url, "SELECT id FROM consent")
    schema.downgrade(own_url, "0033_how_to_reach_clients")

    schema.upgrade(own_url)

    assert scalars(own_url, "SELECT id FROM consent WHERE purpose = 'referral' AND answer = 'yes'") == before
    assert scalars(own_url, "SELECT wording_id FROM consent") == [None]


def test_what_was_answered_as_a_case_was_closed_is_counted_once_beside_the_sessions(own_database, own_url):
    with transaction() as db:
        actor = make_actor(db)
        asked, twice, not_asked = (make_client(db, actor) for _ in range(3))
        first = make_closure(db, actor, asked, wanted_more=True).id
        make_closure(db, actor, twice, wanted_more=True)
        kept = record_more_wanted(db, actor, twice, twice.cases[0], is_wanted=False).id
        make_closure(db, actor, not_asked)
    schema.downgrade(own_url, "0129_told_given_up")

    schema.upgrade(own_url)

    with transaction() as db:
        found = db.execute(select(MoreWanted.id, MoreWanted.is_wanted)).all()
    assert {tuple(each) for each in found} == {(first, True), (kept, False)}


def scalars(url: str, statement: str) -> list[object]:
    engine = schema.migration_engine(url)
    with engine.begin() as connection:
        found = list(connection.exec_driver_sql(statement).scalars())
    engine.dispose()
    return found


def test_models_and_migrations_agree(own_url):
    engine = schema.migration_engine(own_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": schema.METADATA}
        )
        differences = compare_metadata(context, schema.METADATA)
    engine.dispose()

    assert differences == []


def test_checks_and_names_of_models_and_migrations_agree(own_url):
    engine = schema.migration_engine(own_url)
    looked = inspect(engine)
    found, expected = {}, {}
    for table in schema.METADATA.sorted_tables:
        checks = [each["name"] for each in looked.get_check_constraints(table.name)]
        keys = [each["name"] for each in looked.get_foreign_keys(table.name)]
        found[table.name] = sorted([*checks, *keys, looked.get_pk_constraint(table.name)["name"]])
        expected[table.name] = sorted(
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, CheckConstraint | ForeignKeyConstraint | PrimaryKeyConstraint)
        )
    engine.dispose()

    assert found == expected


def test_a_script_that_fails_leaves_the_database_as_it_was(empty_url):
    schema.upgrade(empty_url, SCRIPTS[0].stem)
    engine = schema.migration_engine(empty_url)
    with engine.begin() as connection:
        # In the way of the second table that the second script makes.
        connection.exec_driver_sql("CREATE TABLE scheme (id INTEGER)")
    engine.dispose()

    with pytest.raises(Exception, match="scheme"):
        schema.upgrade(empty_url)

    assert schema.current_revision(empty_url) == SCRIPTS[0].stem
    assert "audit_event" not in count_rows(empty_url)
