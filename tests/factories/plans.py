"""Activities on plans, for tests."""

from directory.casework.models import PlannedActivity
from directory.referrals.planning import ChosenActivity, plan_activities


def make_planned(db, actor, client, service, *reasons) -> PlannedActivity:
    """An activity on the plan of a client, with why it was suggested."""
    [planned] = plan_activities(db, actor, client, [ChosenActivity(service.id, reasons)])
    db.flush()
    return planned
