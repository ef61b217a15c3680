"""Bringing a database to the schema of this release, with the numbered scripts of `migrations/`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url

import directory
from directory import outbox
from directory.accounts.senders import models as sender_models
from directory.accounts.senders import webhook_models
from directory.audit import models as audit_models
from directory.casework import client_tokens, match_counts, referrer_models, tombstones
from directory.casework.assessment import agreement_models, assessment_models, plan_models
from directory.casework.closing import models as closing_models
from directory.casework.drafts import models as draft_models
from directory.casework.feedback import models as feedback_models
from directory.casework.joining import models as joined_record_models
from directory.casework.joining import taken_models
from directory.casework.message_back import models as message_back_models
from directory.casework.message_back import practice_models
from directory.casework.own_referrals import models as referrer_link_models
from directory.casework.record import models as record_models
from directory.casework.referrals_in import referral_models as referrals_to_us
from directory.casework.referrals_in import sent_models
from directory.casework.safety import models as safety_models
from directory.casework.support_sessions import calendar_models, rhythm_models
from directory.casework.support_sessions import models as support_session_models
from directory.catalogue.models import areas, duplicates, feeds, sent_sheets, services, sources
from directory.champions import models as champion_models
from directory.champions import search_counts
from directory.champions.assurance import models as assurance_models
from directory.champions.digest import models as digest_models
from directory.champions.domains import handover_models
from directory.champions.findings import models as finding_models
from directory.champions.findings import register_models
from directory.champions.messages import models as message_models
from directory.champions.onboarding import form_models as group_form_models
from directory.champions.onboarding import visit_models
from directory.champions.questions import models as question_models
from directory.champions.relations import models as relationship_models
from directory.champions.suggesting import group_suggestion_models
from directory.champions.to_do import models as to_do_models
from directory.champions.verification import failing_address_models
from directory.champions.verification import models as verification_models
from directory.db import WAIT_SECONDS, Base, keep_file_private, make_engine, patience
from directory.links import models as link_models
from directory.outcomes import models as outcome_models
from directory.outcomes.imported import models as imported_models
from directory.outcomes.licences import models as licence_models
from directory.referrals import heeded_models, joining_models, nudge_models, telling_models
from directory.referrals import models as referral_models
from directory.referrals import question_models as referral_question_models
from directory.rights import models as rights_models
from directory.search import models as search_models

# Imported so that every table is known.
TABLES = (
    agreement_models,
    areas,
    assessment_models,
    assurance_models,
    audit_models,
    champion_models,
    closing_models,
    client_tokens,
    digest_models,
    duplicates,
    feeds,
    failing_address_models,
    finding_models,
    group_form_models,
    group_suggestion_models,
    handover_models,
    heeded_models,
    imported_models,
    joined_record_models,
    joining_models,
    licence_models,
    link_models,
    feedback_models,
    message_back_models,
    practice_models,
    message_models,
    nudge_models,
    match_counts,
    outbox,
    outcome_models,
    plan_models,
    question_models,
    referral_models,
    referral_question_models,
    referrals_to_us,
    referrer_link_models,
    referrer_models,
    relationship_models,
    register_models,
    rights_models,
    draft_models,
    record_models,
    safety_models,
    search_counts,
    search_models,
    sender_models,
    sent_models,
    sent_sheets,
    services,
    sources,
    support_session_models,
    calendar_models,
    rhythm_models,
    taken_models,
    telling_models,
    to_do_models,
    tombstones,
    verification_models,
    visit_models,
    webhook_models,
)
METADATA = Base.metadata
PACKAGE = Path(directory.__file__).parent


def migrations_folder() -> Path:
    """The scripts: inside an installed wheel, or beside the package in a checkout."""
    installed = PACKAGE / "_migrations"
    return installed if installed.exists() else PACKAGE.parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = METADATA
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Run every script that has not run yet."""
    with migrating(url) as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Run scripts backwards down to a revision. Data of the tables dropped on the way is lost."""
    with migrating(url) as connection:
        command.downgrade(alembic_config(connection), revision)


def current_revision(url: str) -> str | None:
    """The last script that ran on a database; None where there is none yet. Waits for nobody and makes nothing."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return None
    engine = make_engine(url, is_reading=True)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head_revision() -> str | None:
    """The last script there is."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head()


class migrating:
    """A connection for scripts. Foreign keys are off on SQLite, where altering a table means making it anew."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = migration_engine(url)

    def __enter__(self) -> Connection:
        self.connection = self.engine.connect()
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.engine.dispose()


def migration_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, connect_args={"options": f"-c lock_timeout={WAIT_SECONDS}s", **patience(parsed)})
    engine = create_engine(parsed)
    keep_file_private(engine)

    def set_up(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]
        connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[attr-defined]
        connection.execute("PRAGMA synchronous=FULL")  # type: ignore[attr-defined]
        connection.execute("PRAGMA secure_delete=ON")  # type: ignore[attr-defined]

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
