"""Services of Open Referral UK 1.0 for tests, with ids of every kind, as council feeds write them."""

from typing import Any

Record = dict[str, Any]


def old_service(number: int = 1, **more: Any) -> Record:
    """A service by id, with a record of nearly every kind; None leaves a field out."""
    service: Record = {
        "id": 3550 + number,
        "name": f"Men's shed {number}",
        "description": "<p>Woodwork and a cuppa.</p>",
        "url": "",
        "fees": "Donation",
        "deliverable_type": "Training",
        "assured_date": "2025-11-03",
        "attending_type": "venue",
        "attending_access": "drop-in",
        "organization": {"id": f"shed-{number}", "name": f"Shed {number}", "url": "https://example.org", "logo": None},
        "service_at_locations": [old_place(number)],
        "regular_schedules": [{"id": f"rs{number}", "opens_at": "10:00", "closes_at": "12:30:00", "byday": "TU,TH"}],
        "eligibilitys": [{"id": f"e{number}", "eligibility": "adult", "minimum_age": 18, "maximum_age": 120}],
        "contacts": [{"id": f"ct{number}", "name": "Magnus", "phones": [old_phone(number)]}],
        "cost_options": [{"id": f"c{number}", "option": "per session", "amount": 2}],
        "service_areas": [{"id": f"sa{number}", "service_area": "Shetland", "extent": None}],
        "languages": [{"id": f"l{number}", "language": "en"}],
        "fundings": [{"id": f"f{number}", "source": "Lottery"}],
        "service_taxonomys": [{"id": f"st{number}", "taxonomy": old_term()}],
        "reviews": [],
    } | more
    return {name: value for name, value in service.items() if value is not None}


def old_place(number: int = 1, **more: Any) -> Record:
    address = {"id": "4b1d", "address_1": "1 Harbour Street", "city": "Lerwick", "postal_code": "ZE1 0LR"}
    location = {
        "id": f"loc-{number}",
        "name": "Old Smokehouse",
        "latitude": 60.1552,
        "longitude": -1.1449,
        "physical_addresses": [address],
        "accessibility_for_disabilities": [{"id": "a1", "accessibility": "Wheelchair accessible"}],
    }
    return {"id": f"sal{number}", "location": location | more}


def old_phone(number: int = 1, **more: Any) -> Record:
    return {"id": f"p{number}", "number": "01595 000000", "language": "en,cy"} | more


def old_term(**more: Any) -> Record:
    term = {"id": "esdServiceType:297", "name": "Community support groups", "vocabulary": "esdServiceTypes"}
    return term | more


def old_page(*services: Record) -> Record:
    return {"totalElements": len(services), "totalPages": 1, "number": 1, "first": True, "content": list(services)}
