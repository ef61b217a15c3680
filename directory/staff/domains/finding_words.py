"""What a machine found, in words, and where it is put right."""

from collections.abc import Mapping
from datetime import date

from flask import url_for

from directory.catalogue.history.written_records import MODELS
from directory.champions.findings.models import Finding, FindingKind, Found
from directory.staff.records.record_kinds import OF_MODEL
from directory.web.words import uk_short_date

KIND_WORDS: Mapping[FindingKind, str] = {
    FindingKind.LINK: "Links that lead nowhere, or have moved",
    FindingKind.PHONE: "Telephone numbers that cannot be right",
    FindingKind.EMAIL: "Email addresses that cannot be right",
    FindingKind.PAST_DATE: "Dates that have passed",
    FindingKind.CHARITY: "Charities in the register",
    FindingKind.COST: "Costs that contradict themselves",
}
FOUND_WORDS: Mapping[Found, str] = {
    Found.NOT_THERE: "The site says that there is no such page",
    Found.NO_SUCH_HOST: "There is no such site any more",
    Found.BAD_CERTIFICATE: "Browsers warn of this site: its certificate has run out or is not its own",
    Found.MOVED: "The page has moved for good",
    Found.PARKED: "The site is for sale, or empty",
    Found.OUT_OF_ORDER: "The site does not answer",
    Found.TOO_SHORT: "A digit is missing, or the area code",
    Found.TOO_LONG: "There is a digit too many",
    Found.NO_NOUGHT: "The nought at the beginning is missing",
    Found.UNKNOWN_BEGINNING: "No number in the United Kingdom begins like this",
    Found.NO_NUMBER: "There is no number in it",
    Found.MADE_UP: "It looks made up",
    Found.NO_ADDRESS: "Nobody can be written to like this",
    Found.ALL_OVER: "Its last date has passed, and no other is written down",
    Found.IT_WAS: "It was on one day, and that has passed",
    Found.UNTIL_PAST: "It says until when, and that has passed",
    Found.SAID_TO_COME: "It says that this is to come, and it has passed",
    Found.REMOVED: "The register says that this charity is removed",
    Found.OTHER_NAME: "The register has another name for this number",
    Found.FREE_AND_PRICE: "It is called free, and has a price",
    Found.FREE_IN_WORDS: "The words say that it is free, and every cost is above nought",
    Found.PRICE_IN_WORDS: "The words name a price, and every cost is nought",
    Found.HELP_WITHOUT_COST: "It tells of help with the cost, and no cost is written down",
}
# The part of the pages for writing, and in it the field, where a value stands.
PARTS: Mapping[str, tuple[str, str]] = {
    "url": ("about", "url"),
    "website": ("about", "website"),
    "email": ("about", "email"),
    "description": ("about", "description"),
    "alert": ("about", "alert"),
    "easy_read": ("easy-read", "easy_read"),
    "application_process": ("joining", "application_process"),
    "eligibility_description": ("joining", "eligibility_description"),
    "phone": ("contacts", ""),
    "contact_email": ("contacts", ""),
    "costs": ("costs", ""),
    "web_address": ("pages", ""),
    "number": ("registrations", ""),
}
FIELD_WORDS: Mapping[str, str] = {
    "url": "Web page",
    "website": "Web page",
    "email": "Email address",
    "description": "What happens there",
    "alert": "Notice",
    "easy_read": "Easy read",
    "application_process": "How to join",
    "eligibility_description": "Who it is for",
    "phone": "Telephone number",
    "contact_email": "Email address of a contact",
    "times": "Times",
    "costs": "Cost",
    "web_address": "Page elsewhere",
    "number": "Registered number",
}


def edit_href(finding: Finding) -> str:
    """The form, and in it the field, where the value of a finding is put right."""
    kind = OF_MODEL[MODELS[finding.entity]]
    if finding.field == "times":
        return url_for("staff.write_times", service_id=finding.record_id)
    part, field = PARTS[finding.field]
    return url_for("staff.write_part", kind=kind.path, record_id=finding.record_id, part=part, _anchor=field or None)


def said_words(finding: Finding) -> str:
    """The value that a finding is about, as a page tells it."""
    if finding.field == "times":
        return f"Last on {uk_short_date(date.fromisoformat(finding.about))}"
    return finding.about.replace(" | ", ", and: ")
