"""How a listing stands, derived from what is known of it: never kept, so that it cannot be wrong."""

from enum import StrEnum

from directory.catalogue.models.services import ServiceStatus, Stage


class ListingState(StrEnum):
    """The one word that says how a listing stands."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting approval"
    LIVE = "live"
    PAUSED = "paused"
    TEMPORARILY_CLOSED = "temporarily closed"
    ENDED = "ended"
    ARCHIVED = "archived"


OF_STATUS = {
    ServiceStatus.ACTIVE: ListingState.LIVE,
    ServiceStatus.INACTIVE: ListingState.PAUSED,
    ServiceStatus.TEMPORARILY_CLOSED: ListingState.TEMPORARILY_CLOSED,
    ServiceStatus.DEFUNCT: ListingState.ENDED,
}


def listing_state(stage: str, status: str, *, is_awaited: bool = False) -> ListingState:
    """How a listing stands. `is_awaited` says that its publishing waits for somebody to agree."""
    if stage == Stage.ARCHIVED:
        return ListingState.ARCHIVED
    if stage == Stage.DRAFT:
        return ListingState.AWAITING_APPROVAL if is_awaited else ListingState.DRAFT
    return OF_STATUS[ServiceStatus(status)]
