"""What else is like an activity, as a few lines under its page."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Stage
from directory.catalogue.pausing import runs
from directory.catalogue.queries import services_by_id
from directory.clock import day_of
from directory.matching.alike import alike
from directory.matching.current import current_matcher_keeper
from directory.web.activity_card import activity_card
from directory.web.components import Tag

MOST = 4


@dataclass(frozen=True)
class SimilarLine:
    """An activity like another one: where it leads, who runs it, and what is good to know at a glance."""

    name: str
    organisation: str
    href: str
    tags: tuple[Tag, ...]


def similar_lines(db: Session, service_id: uuid.UUID, now: datetime) -> list[SimilarLine]:
    """The open activities most like one, the most alike first."""
    today = day_of(now)
    ids = alike(current_matcher_keeper().matcher(db).index, service_id, MOST, today)
    known = services_by_id(db, ids)
    # The index may be a second behind.
    is_on = {key for key, each in known.items() if each.stage == Stage.PUBLISHED and runs(each, today)}
    lines = []
    for each in ids:
        if each in is_on:
            card = activity_card(known[each], now)
            href = url_for("public.show_activity", service_id=each)
            lines.append(SimilarLine(card.title, card.organisation, href, tuple(card.tags)))
    return lines
