"""How a listing stands, as a coloured word."""

from directory.catalogue.history.listing_states import ListingState
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
