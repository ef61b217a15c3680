"""What a coordinator is warned of before they send somebody on; they may go on, and what it was is kept."""

import json
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.champions.assurance.queries import list_lacks
from directory.champions.assurance.rules import LACK_WORDS, Lack


def list_warnings(db: Session, service: Service, today: date) -> tuple[Lack, ...]:
    """What speaks against sending anybody to a service now, the worst first."""
    return list_lacks(db, service, today)


def kept_warnings(warnings: Iterable[Lack]) -> str | None:
    """Warnings as a referral keeps them; None for none."""
    words = [each.value for each in warnings]
    return json.dumps(words) if words else None


def warning_words(kept: str | None) -> list[str]:
    """What a referral keeps of its warnings, as sentences."""
    return [LACK_WORDS[Lack(each)] for each in json.loads(kept or "[]")]
