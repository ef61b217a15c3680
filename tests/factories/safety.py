"""Risks and safeguarding concerns for tests."""

from datetime import date

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.safety.inputs import ConcernInput, EndingInput, RiskInput
from directory.casework.safety.keeping import add_concern, add_risk
from directory.casework.safety.kinds import ConcernKind, RiskKind
from directory.casework.safety.models import Risk, SafeguardingConcern
from tests.factories.accounts import new_word


def wanted_risk(**more) -> RiskInput:
    return RiskInput(**{"kind": RiskKind.HOME_VISIT, "words": "A dog that bites strangers", **more})


def wanted_concern(**more) -> ConcernInput:
    return ConcernInput(**{"kind": ConcernKind.FINANCIAL, "words": "Her nephew keeps her bank card", **more})


def over(day: date, why: str = "It is over") -> EndingInput:
    return EndingInput(day, why)


def make_risk(db, actor: Actor, client: Client, **more) -> Risk:
    risk = add_risk(db, actor, client, wanted_risk(**more), f"risk-{new_word()}")
    db.flush()
    return risk


def make_concern(db, actor: Actor, client: Client, **more) -> SafeguardingConcern:
    concern = add_concern(db, actor, client, wanted_concern(**more), f"concern-{new_word()}")
    db.flush()
    return concern
