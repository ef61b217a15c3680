"""What was found of groups, for tests."""

from datetime import timedelta

from directory import clock
from directory.catalogue.models.organizations import Organization
from directory.champions.assurance.inputs import AssuranceInput
from directory.champions.assurance.models import Assurance, Dbs, Held
from directory.champions.assurance.operations import record_assurance
from tests.factories.accounts import make_actor, new_word


def make_assurance(db, organization: Organization, actor=None, **more) -> Assurance:
    """Everything was seen today, and holds for a year."""
    today = clock.today()
    seen = {
        "checked_on": today,
        "valid_until": today + timedelta(days=365),
        "policy": Held.YES,
        "lead": "Pat Ferrier",
        "insurance": Held.YES,
        "insurance_pence": 500_000_000,
        "insured_until": today + timedelta(days=200),
        "dbs": Dbs.NOT_NEEDED,
    }
    found = record_assurance(
        db, actor or make_actor(db), organization, AssuranceInput(**{**seen, **more}), f"assurance-{new_word()}"
    )
    db.flush()
    return found


def make_lapsed(db, organization: Organization, **more) -> Assurance:
    """What was seen a year ago, and held until yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    checked_on = yesterday - timedelta(days=365)
    return make_assurance(
        db, organization, **{"checked_on": checked_on, "valid_until": yesterday, "insured_until": None, **more}
    )
