"""The page that puts right what is known of a client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.casework.models import Client
from directory.casework.nhs_numbers import digits_of, spaced
from directory.casework.operations import KNOWN_OF_CLIENT
from directory.casework.queries import open_case
from directory.staff.clients.client_forms import ClientCorrectionForm
from directory.web.components import Fact
from directory.web.words import uk_short_date

LABELS = {
    "name": "Name",
    "nhs_number": "NHS number",
    "born_on": "Date of birth",
    "postcode": "Postcode",
    "phone": "Phone",
    "email": "Email",
    "other_phone": "Other phone",
    "address": "Address",
    "contact_by": "Would rather be reached by",
    "contact_times": "Good times",
    "language": "Language",
    "interpreter": "Help to talk",
    "statement": "What they said",
}


@dataclass(frozen=True)
class CorrectionPage:
    """Whose record is put right. What somebody said belongs to an open case."""

    reference: str
    has_open_case: bool


def correction_page(client: Client) -> CorrectionPage:
    return CorrectionPage(client.reference, open_case(client) is not None)


def known_of(client: Client) -> dict[str, Any]:
    """What is known of a client, as the form shows it."""
    case = open_case(client)
    return {
        **{name: getattr(client, name) for name in KNOWN_OF_CLIENT},
        "statement": case.statement if case else None,
        "seen": client.revision,
    }


def take_newest_record(form: ClientCorrectionForm, known: Mapping[str, Any]) -> list[Fact]:
    """What the record says now where it differs from the form; empty where nobody changed it meanwhile.

    The form then knows the newest: sent again, it is meant to replace what its sender has been shown.
    """
    if form.seen.data == known["seen"]:
        return []
    form.seen.data = known["seen"]
    differing = [name for name in LABELS if (known[name] or None) != typed_in(form, name)]
    return [Fact(LABELS[name], shown(name, known[name])) for name in differing]


def typed_in(form: ClientCorrectionForm, name: str) -> Any:
    """What a box holds, as it would be kept."""
    typed = form[name].data or None
    return digits_of(typed) if typed and name == "nhs_number" else typed


def shown(name: str, value: Any) -> str:
    if value is None:
        return "Empty"
    if name == "nhs_number":
        return spaced(value)
    return value if isinstance(value, str) else uk_short_date(value)
