"""What of a sheet is not for the person to decide who sent it."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.champions.writing import keeps_everything, list_kept_listings, list_kept_terms
from directory.exchange.sheets.activities import Sheet
from directory.exchange.sheets.headings import Headings, title_of
from directory.exchange.sheets.mistakes import Mistake, said

ASK = "Ask an editor to take it in."


def leave_to_others(
    db: Session, actor: Actor, sheet: Sheet, known: Mapping[str, uuid.UUID], headings: Headings
) -> None:
    """Note as mistakes what the actor does not decide on: listings, `known` by key, and new ones without their tags."""
    if keeps_everything(actor):
        return
    kept = list_kept_listings(db, actor, known.values())
    terms = list_kept_terms(db, actor)
    ids = {str(each) for each in terms}
    for each in sheet.activities:
        first = each.rows[0]
        if each.key in known:
            if known[each.key] not in kept:
                what = "this listing is not in a domain that you look after."
                each.mistakes.append(Mistake(first, "", what, ASK))
        elif not each.term_ids & ids and not each.mistakes:
            cure = f"Add a tag of yours, such as {said(min(terms.values()))}, or ask" if terms else "Ask"
            what = "none of these belongs to a domain that you look after."
            each.mistakes.append(Mistake(first, title_of(headings, "tags"), what, f"{cure} an editor to take it in."))
