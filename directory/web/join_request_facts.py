"""What somebody told who would like to come to an activity, as lines of a page for whoever gets in touch with them."""

from collections.abc import Sequence

from directory.referrals.joining_models import JoinRequest
from directory.web.components import Fact
from directory.web.words import uk_date


def join_request_facts(request: JoinRequest) -> Sequence[Fact]:
    """How to reach somebody and what helps them. It opens what is sealed of the person."""
    told = (
        ("Phone", request.phone),
        ("Email", request.email),
        ("Safe to leave a message?", "Yes" if request.may_leave_message else "No: please leave none, with nobody"),
        ("Would rather be reached by", request.contact_by),
        ("Good times to reach them", request.contact_times),
        ("What helps them to take part", request.access_needs),
        ("Interpreter or other help to talk", request.interpreter),
        ("Asked", uk_date(request.made_at)),
        ("Reference", request.reference),
    )
    return [Fact(name, value) for name, value in told if value]
