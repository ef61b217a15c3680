"""What a listing says, in the words of our pages: cost, room, ages, status, places."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from directory.catalogue.models.conditions import CostOption, Room
from directory.catalogue.models.places import Address, Location, PlaceType
from directory.catalogue.models.schedules import AttendingType, Schedule
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import pause_of, status_on
from directory.catalogue.room import known_room
from directory.catalogue.texts import stated
from directory.catalogue.timetable.calendars import LocalCalendar, current_calendars
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import next_occurrence
from directory.catalogue.timetable.slots import slots_at
from directory.clock import day_of
from directory.matching.sentences import ages, either, lower_first
from directory.translation import gettext, ngettext, noted, theirs
from directory.web.words import pounds, uk_short_date

STATUS_WORDS = {
    ServiceStatus.TEMPORARILY_CLOSED: noted("This is closed for now. Ask the group when it starts again."),
    ServiceStatus.INACTIVE: noted("This is not running at the moment. Ask the group before you go."),
    ServiceStatus.DEFUNCT: noted("This has ended. It stays here so that old links still lead somewhere."),
}
ROOM_WORDS = {
    Room.HAS_ROOM: noted("There is room"),
    Room.WAITING_LIST: noted("There is a waiting list"),
    Room.FULL: noted("It is full"),
}
HIDDEN_PLACE = noted("The group tells you where it is")
ATTENDING_WORDS: dict[str, str] = {
    AttendingType.ONLINE: noted("online"),
    AttendingType.PHONE: noted("by telephone"),
    AttendingType.HOME_VISIT: noted("at your home"),
}


def all_schedules(service: Service) -> list[Schedule]:
    """The schedules of a service and of each place it happens at."""
    return [*service.schedules, *(schedule for place in service.places for schedule in place.schedules)]


def schedules_at_places(service: Service) -> list[tuple[Schedule, Location | None]]:
    """Every schedule once, with the place whose times those are; None for those of the service as a whole."""
    at_places = {schedule.id for place in service.places for schedule in place.schedules}
    return [(each, None) for each in service.schedules if each.id is None or each.id not in at_places] + [
        (schedule, place.location) for place in service.places for schedule in place.schedules
    ]


def calendar_of(service: Service, location: Location | None) -> LocalCalendar:
    """Whose bank holidays and school terms hold: those of the place, or of the first place of the whole service."""
    places = [location] if location else real_places(service)
    postcodes = (address.postal_code for place in places for address in physical_addresses(place))
    return current_calendars().at(next(postcodes, None))


def next_date(service: Service, now: datetime, slots: int = 0) -> Occurrence | None:
    """When it happens next, at any of its places; with slots, when it does so at one of these times of the week."""
    timed = ((schedule, calendar_of(service, location)) for schedule, location in schedules_at_places(service))
    pause = pause_of(service)

    def is_wanted(each: Occurrence) -> bool:
        if pause and pause.holds_on(each.on):
            return False
        return not slots or bool(slots & slots_at(each.on, each.opens_at, each.closes_at))

    return next_occurrence(timed, now, is_wanted)


def status_words(service: Service, today: date) -> str:
    """A sentence about a service that is not open, or not for long any more; nothing for one that is."""
    pause = pause_of(service)
    if service.status == ServiceStatus.ACTIVE and pause and pause.back_on:
        back_on = uk_short_date(pause.back_on)
        if pause.holds_on(today):
            return gettext("This is closed for now. It is on again on %(day)s.", day=back_on)
        if today < pause.closed_from:
            first = uk_short_date(pause.closed_from)
            return gettext("It is closed from %(first)s on. It is on again on %(day)s.", first=first, day=back_on)
    found = STATUS_WORDS.get(status_on(service, today))
    return gettext(found) if found else ""


def current_costs(service: Service, today: date) -> list[CostOption]:
    """What people pay today, cheapest first."""
    current = [cost for cost in service.cost_options if (cost.valid_from or today) <= today <= (cost.valid_to or today)]
    return sorted(current, key=lambda cost: (cost.amount_pence is None, cost.amount_pence or 0, cost.option or ""))


def cheapest_words(service: Service, today: date) -> str:
    """ "Free", "£2.50 per session", "Free or £3", "From £2", "Donations welcome"; nothing where cost is not known."""
    current = current_costs(service, today)
    stated = [cost for cost in current if cost.amount_pence is not None]
    if not stated:
        described = next((cost.amount_description for cost in current if cost.amount_description), "")
        return theirs(f"{described[:1].upper()}{described[1:]}")
    amounts = list(dict.fromkeys(money_words(cost) for cost in stated))
    if len(amounts) > 2:
        return gettext("Free or more") if amounts[0] == pounds(0) else gettext("From %(amount)s", amount=amounts[0])
    if len(stated) == 1 and stated[0].amount_pence:
        return " ".join(filter(None, (amounts[0], theirs(stated[0].amount_description or ""))))
    return either(amounts)


def cost_lines(service: Service, today: date) -> list[str]:
    """What each kind of person pays, and what the group says about money."""
    lines = [cost_words(cost) for cost in current_costs(service, today)]
    return [*lines, *map(theirs, filter(None, (service.fees, service.fees_description)))]


def cost_words(cost: CostOption) -> str:
    """ "Everyone: free, donations welcome", "Members: £2 per session"."""
    amount = money_words(cost)
    between = ", " if cost.amount_pence == 0 else " "
    said = between.join(filter(None, (amount, theirs(cost.amount_description or ""))))
    option = theirs(cost.option or "")
    return f"{option}: {lower_first(said)}" if option and said else said or option


def money_words(cost: CostOption) -> str:
    """The amount, or nothing where it is only described."""
    if cost.amount_pence is None:
        return ""
    if (cost.currency or "GBP").upper() == "GBP":
        return pounds(cost.amount_pence)
    return f"{cost.amount_pence / 100:,.2f} {(cost.currency or '').upper()}"


def room_words(service: Service, today: date) -> list[str]:
    """How much room there is and when that was said; nothing where nobody has said, or not for too long."""
    capacity = known_room(service, today)
    if capacity is None:
        return []
    day = uk_short_date(capacity.updated)
    words = gettext(ROOM_WORDS[Room(capacity.room)])
    if capacity.available and capacity.room == Room.HAS_ROOM:
        said = gettext("There is room, for %(number)s more (as of %(day)s)", number=capacity.available, day=day)
    elif capacity.until:
        until = uk_short_date(capacity.until)
        said = gettext("%(room)s until %(until)s (as of %(day)s)", room=words, until=until, day=day)
    else:
        said = gettext("%(room)s (as of %(day)s)", room=words, day=day)
    return [said, theirs(capacity.description)] if capacity.description else [said]


def age_words(service: Service) -> str:
    """Who may come by age; nothing where no age is stated."""
    if service.minimum_age is None and service.maximum_age is None:
        return ""
    stated = ages(service.minimum_age, service.maximum_age)
    return f"{stated[:1].upper()}{stated[1:]}"


def attending_words(schedules: Iterable[Schedule]) -> str:
    """Ways of taking part other than going there: "online or by telephone"."""
    kinds = {each.attending_type for each in schedules}
    return either([gettext(words) for kind, words in ATTENDING_WORDS.items() if kind in kinds])


def real_places(service: Service) -> list[Location]:
    """The locations people can go to, each once."""
    found = {each.location.id: each.location for each in service.places}
    return [each for each in found.values() if each.location_type == PlaceType.PHYSICAL]


def physical_addresses(location: Location) -> Sequence[Address]:
    """The addresses of a location where people are met: a postal one only takes letters."""
    return [each for each in location.addresses if each.address_type == PlaceType.PHYSICAL]


def address_lines(location: Location) -> list[str]:
    """Name and address of a location, as on an envelope; of one that hides it, only the town."""
    if location.hides_address:
        return [gettext(HIDDEN_PLACE), *(theirs(stated(each.city) or "") for each in physical_addresses(location)[:1])]
    lines = [location.name or ""]
    for each in physical_addresses(location)[:1]:
        lines += map(stated, (each.address_1, each.address_2, each.city, each.postal_code))
    return list(map(theirs, dict.fromkeys(filter(None, lines))))


def venue_words(service: Service) -> str:
    """The place in a few words: its name, how many there are, or how else to take part."""
    places = real_places(service)
    if len(places) > 1:
        return ngettext("%(num)s place", "%(num)s places", len(places))
    lines = address_lines(places[0]) if places else []
    if lines:
        return lines[0]
    how = attending_words(all_schedules(service))
    return f"{how[:1].upper()}{how[1:]}"


def way_words(attending_type: str | None) -> str:
    """How people take part otherwise than by going there; nothing where they go."""
    found = ATTENDING_WORDS.get(attending_type or "")
    return gettext(found) if found else ""


def list_words(words: Sequence[str]) -> str:
    """Each once, with commas between."""
    return ", ".join(dict.fromkeys(word for word in words if word))


def unknowns_of(service: Service, now: datetime) -> list[str]:
    """What the listing does not say, as short sentences."""
    silent = {
        gettext("Date not known."): next_date(service, now) is None,
        gettext("Cost not known."): not cheapest_words(service, day_of(now)),
        gettext("Room not known."): known_room(service, day_of(now)) is None,
    }
    return [words for words, is_silent in silent.items() if is_silent]
