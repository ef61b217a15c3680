"""What a group says by its link of one of its listings: the plain facts anew, and of the rest what it should say."""

from dataclasses import dataclass, field
from typing import Any

from marshmallow import post_load

from directory.catalogue.inputs import ServiceSuggestionInput, ServiceSuggestionSchema
from directory.champions.messages.models import About
from directory.champions.messages.proposals import LONGEST_NUMBER, Part, Proposals, part_text, take_parts_from


@dataclass(frozen=True)
class OwnChangesInput(ServiceSuggestionInput):
    """A listing as its group would have it. `parts` are those that are rows of dates, places, prices and numbers."""

    parts: Proposals = field(default_factory=dict)

    @property
    def about(self) -> About:
        """What is wrong with the listing until somebody has put these parts right: people may go or ring in vain."""
        if Part.WHEN in self.parts or Part.WHERE in self.parts:
            return About.MOVED
        return About.WRONG_CONTACT if Part.PHONE in self.parts else About.OTHER


class OwnChangesSchema(ServiceSuggestionSchema):
    """Loads into OwnChangesInput."""

    new_phone = part_text(LONGEST_NUMBER)
    new_when = part_text()
    new_where = part_text()
    new_cost = part_text()

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> OwnChangesInput:
        parts = take_parts_from(data)
        said = super().build(data)
        return OwnChangesInput(said.edit, said.reason, parts)
