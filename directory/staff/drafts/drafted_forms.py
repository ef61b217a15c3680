"""Which forms give back what was begun in them: the one table of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.casework.drafts.keeping import NOTHING_ELSE
from directory.errors import NotFound


@dataclass(frozen=True)
class DraftedForm:
    """A form about a client: what it is called, the page that shows it, and the argument that tells what it is about.

    Without `about` there is one such form a client.
    """

    words: str
    endpoint: str
    about: str = ""

    def arguments(self, reference: str, about: str) -> dict[str, str]:
        """What the page is called with."""
        return {"reference": reference, **({self.about: about} if self.about else {})}

    def href(self, reference: str, about: str, **more: Any) -> str:
        """Where the page is."""
        arguments: dict[str, Any] = {**self.arguments(reference, about), **more}
        return url_for(self.endpoint, **arguments)


DRAFTED: Mapping[str, DraftedForm] = {
    "note": DraftedForm("a note", "staff.new_client_note"),
    "note-correction": DraftedForm("a note put right", "staff.edit_client_note", "client_note_id"),
    "goal": DraftedForm("a new goal", "staff.new_goal"),
    "goal-change": DraftedForm("a goal", "staff.edit_goal", "goal_id"),
    "assessment": DraftedForm("an assessment", "staff.edit_found", "assessment_id"),
    "session": DraftedForm("a session", "staff.show_support_session", "support_session_id"),
    "action": DraftedForm("a new action", "staff.new_action"),
    "action-change": DraftedForm("an action", "staff.edit_action", "action_id"),
    "risk": DraftedForm("a risk", "staff.new_risk"),
    "risk-change": DraftedForm("a risk", "staff.edit_risk", "risk_id"),
    "concern": DraftedForm("a safeguarding concern", "staff.new_concern"),
    "concern-change": DraftedForm("a safeguarding concern", "staff.edit_concern", "concern_id"),
    "referral": DraftedForm("a referral", "staff.go_on_writing_to_group", "service_id"),
    "sharing": DraftedForm("sharing without agreement", "staff.new_sharing"),
    "needs-more": DraftedForm("that they need more than us", "staff.new_needs_more"),
    "plan-review": DraftedForm("a look at the plan", "staff.new_plan_review"),
    "more-sessions": DraftedForm("a question for more sessions", "staff.new_more_sessions"),
    "transfer": DraftedForm("a transfer", "staff.new_transfer"),
    "about": DraftedForm("what we know about them", "staff.edit_section", "section"),
}


def get_drafted(name: str, about: str) -> DraftedForm:
    """A form by its name. Raises NotFound for one that keeps nothing."""
    form = DRAFTED.get(name)
    if form is None or bool(form.about) != (about != NOTHING_ELSE):
        raise NotFound("There is no such form.")
    return form
