"""Writing down what was found of a group."""

import uuid

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.organizations import Organization
from directory.champions.assurance.inputs import AssuranceInput
from directory.champions.assurance.models import Assurance, AssuranceWay
from directory.db import add_once


def record_assurance(
    db: Session, actor: Actor | None, organization: Organization, wanted: AssuranceInput, submission_key: str
) -> Assurance:
    """Write down what was found of a group; it counts from now on, and what was known before stays in the history.

    Without an actor its group says so itself, by its link. The same form sent twice is written down once.
    """
    assurance_id = uuid.uuid5(organization.id, f"assurance {submission_key}")
    known = db.get(Assurance, assurance_id)
    if known is not None:
        return known
    found = Assurance(
        id=assurance_id,
        organization_id=organization.id,
        policy=wanted.policy.value,
        policy_dated_on=wanted.policy_dated_on,
        policy_seen_on=wanted.policy_seen_on,
        lead=wanted.lead,
        insurance=wanted.insurance.value,
        insurance_pence=wanted.insurance_pence,
        insured_until=wanted.insured_until,
        dbs=wanted.dbs.value,
        complaints=wanted.complaints,
        data_protection=wanted.data_protection.value,
        way=(wanted.way if actor else AssuranceWay.TOLD).value,
        checked_on=wanted.checked_on,
        valid_until=wanted.valid_until,
        recorded_by=actor.user_id if actor else None,
    )
    kept, is_new = add_once(db, found, lambda: db.get(Assurance, assurance_id))
    if is_new:
        actor_id = actor.user_id if actor else None
        record_act(db, actor_id, None, "assurance.recorded", "organization", [organization.id])
    return kept
