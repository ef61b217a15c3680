"""How a listing stands, as a coloured word."""

from directory import clock
from directory.catalogue.history.listing_states import ListingState, listing_state
from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.services import Service
from directory.catalogue.pausing import status_on
from directory.web.components import Tag

STATE_TAGS = {
    ListingState.DRAFT: Tag("Draft", tone="grey"),
    ListingState.AWAITING_APPROVAL: Tag("Waits for approval", tone="yellow"),
    ListingState.LIVE: Tag("Live", tone="green"),
    ListingState.PAUSED: Tag("Not running", tone="orange"),
    ListingState.TEMPORARILY_CLOSED: Tag("Closed for now", tone="orange"),
    ListingState.ENDED: Tag("Ended", tone="purple"),
    ListingState.ARCHIVED: Tag("Put away", tone="red"),
}


def state_of(service: Service, *, is_awaited: bool = False) -> Tag:
    """How a listing stands today. `is_awaited` says that its publishing waits for somebody to agree."""
    return STATE_TAGS[listing_state(service.stage, status_on(service, clock.today()), is_awaited=is_awaited)]


def tag_of(record: WrittenRecord, *, is_awaited: bool = False) -> Tag | None:
    """How a listing stands. Other records have no state: they are there as long as a listing names them."""
    return state_of(record, is_awaited=is_awaited) if isinstance(record, Service) else None
