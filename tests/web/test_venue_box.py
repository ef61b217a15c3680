"""A place as pages show it."""

from datetime import date

from directory.catalogue.access.questions import QUESTIONS
from directory.catalogue.models.places import Accessibility, Address, Location
from directory.web.venue_box import AccessLine, AccessLines, build_venue


def make_place(*facts, **more) -> Location:
    address = Address(address_1="1 Beck Lane", city="Larkenshaw", postal_code="LS11 8ND", address_type="physical")
    return Location(name="Beck Lane Hall", addresses=[address], accessibility=list(facts), **more)


def test_facts_stand_in_the_groups_and_in_the_order_of_the_questions():
    facts = [
        Accessibility(accessibility="present", description="A prayer room"),
        Accessibility(accessibility="present", description="Narrowest door 78 cm wide"),
        Accessibility(accessibility="missing", description="No step-free entrance", details="Two steps"),
    ]

    venue = build_venue(make_place(*facts))

    assert venue.access == (
        AccessLines(
            "Getting in",
            (AccessLine("No step-free entrance: Two steps", False), AccessLine("Narrowest door 78 cm wide", True)),
        ),
        AccessLines("Also", (AccessLine("A prayer room", True),)),
    )


def test_what_was_never_asked_and_what_nobody_knew_is_not_known():
    lift = Accessibility(accessibility="missing", description="No lift")
    loop = Accessibility(question="hearing-loop")

    venue = build_venue(make_place(lift, loop))

    assert venue.unknown == ", ".join(each.named for each in QUESTIONS.values() if each.code != "lift")
    assert [group.name for group in venue.access] == ["Inside"]


def test_the_last_time_somebody_asked_is_told():
    days = [date(2026, 3, 1), date(2026, 11, 3), None]

    venue = build_venue(make_place(*(Accessibility(description="Lift", answered_on=day) for day in days)))

    assert venue.asked == "Asked on 3 November 2026"
    assert build_venue(make_place()).asked == ""


def test_place_without_a_name_is_called_by_its_address():
    place = make_place()
    place.name = None

    assert (build_venue(place).name, build_venue(place).address) == ("1 Beck Lane", ("Larkenshaw", "LS11 8ND"))
