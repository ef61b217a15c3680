"""To do for a champion: what somebody said, asked or suggested, and waits to hear of."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions import duplicates
from directory.champions.keepers import is_kept_by
from directory.champions.messages import closing as messages
from directory.champions.messages.models import About, ListingMessage
from directory.champions.models import ChampionDomain, Recommendation
from directory.champions.noting.notes import list_to_review, told
from directory.champions.noting.recommending import HOLDS, counting, counts_until
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.questions.asking import is_theirs_to_answer
from directory.champions.questions.models import Question
from directory.champions.suggesting import suggestions
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind


def find_messages(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What the public told of listings, or asked about them."""
    wanted = (
        select(ListingMessage.id, ListingMessage.about, ListingMessage.told_at, Service.id, Service.name)
        .join(Service, Service.id == ListingMessage.service_id)
        .where(messages.is_theirs_and_open(keeper.actor, keeper.services()))
        .order_by(ListingMessage.told_at)
        .limit(MOST_OF_A_KIND)
    )
    for message_id, about, told_at, service_id, name in db.execute(wanted):
        in_vain = Kind.SHUT if about in messages.WARNS_ABOUT else Kind.WRONG
        kind = Kind.ASKED if about == About.QUESTION else in_vain
        yield Found(kind, str(message_id), clock.day_of(told_at), name, (service_id,))


def find_questions(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What colleagues ask about, and wait to hear of."""
    waiting = select(Question).where(is_theirs_to_answer(keeper.actor), Question.waits_since.is_not(None))
    longest_first = waiting.options(selectinload(Question.needs)).order_by(Question.waits_since)
    for each in db.scalars(longest_first.limit(MOST_OF_A_KIND)):
        named = ", ".join([*(need.name for need in each.needs), *filter(None, [each.area])])
        yield Found(Kind.WANTED, str(each.id), clock.day_of(each.waits_since or each.asked_at), named)


def find_suggestions(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What colleagues, groups and the lists that others keep would change."""
    wanted = (
        select(Revision.id, Revision.made_at, Revision.author_id, Revision.source_id, Service.id, record_name())
        .outerjoin(Service, and_(Revision.entity == "service", Service.id == Revision.record_id))
        .outerjoin(Organization, and_(Revision.entity == "organization", Organization.id == Revision.record_id))
        .outerjoin(Location, and_(Revision.entity == "location", Location.id == Revision.record_id))
        .where(*suggestions.WAITING, suggestions.is_theirs_to_decide(keeper.actor, keeper.services()))
        .order_by(Revision.id)
        .limit(MOST_OF_A_KIND)
    )
    for revision_id, made_at, author_id, source_id, service_id, name in db.execute(wanted):
        kind = Kind.SUGGESTED if author_id or source_id else Kind.TOLD_BY_GROUP
        services = (service_id,) if service_id else ()
        yield Found(kind, str(revision_id), clock.day_of(made_at), name or "", services)


def find_missing_groups(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Groups that the public says are missing, and those that have told of themselves in a form.

    What they are called is a stranger's word, and stays on its own page. A group that a champion gave the form, and
    that has not sent it, is nobody's turn.
    """
    del keeper  # They are everybody's who looks after listings.
    is_ours = or_(GroupForm.asked_by.is_(None), GroupForm.sent_at.is_not(None))
    wanted = (
        select(GroupSuggestion.id, GroupSuggestion.told_at, GroupForm.sent_at)
        .outerjoin(GroupForm, GroupForm.suggestion_id == GroupSuggestion.id)
        .where(GroupSuggestion.ending.is_(None), is_ours)
    )
    for suggestion_id, told_at, sent_at in db.execute(wanted.order_by(GroupSuggestion.told_at).limit(MOST_OF_A_KIND)):
        yield Found(Kind.FORM if sent_at else Kind.MISSING, str(suggestion_id), clock.day_of(sent_at or told_at))


def find_to_say_again(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What they recommend that does not count until they say it again."""
    wanted = (
        select(Recommendation, ChampionDomain.slug, Service.name, TaxonomyTerm.name)
        .join(Recommendation.domain)
        .join(Recommendation.service)
        .join(Recommendation.term)
        .where(
            Recommendation.scheme_id == keeper.actor.scheme_id,
            Recommendation.taken_back_at.is_(None),
            is_kept_by(keeper.actor.user_id),
            ~counting(keeper.today - HOLDS),
        )
        .order_by(Recommendation.recommended_on)
        .limit(MOST_OF_A_KIND)
    )
    for said, slug, service, term in db.execute(wanted):
        lapsed_on = min(counts_until(said), keeper.today)
        yield Found(Kind.SAY_AGAIN, str(said.id), lapsed_on, f"{service}, for {term}", (said.service_id,), slug)


def find_notes(db: Session, keeper: Keeper) -> Iterator[Found]:
    """What they told colleagues of listings and should look at again."""
    for note in list_to_review(db, keeper.actor, keeper.today, keeper.named)[:MOST_OF_A_KIND]:
        named = f"{note.service.name}: {told(note)}"
        yield Found(Kind.NOTE, str(note.id), note.review_on, named, (note.service_id,))


def find_duplicates(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Pairs that may be listed twice."""
    pair = DuplicateCandidate
    wanted = (
        select(pair.id, pair.found_at, Service.id, func.coalesce(Service.name, Organization.name))
        .outerjoin(Service, and_(pair.entity == "service", Service.id == pair.first_id))
        .outerjoin(Organization, and_(pair.entity == "organization", Organization.id == pair.first_id))
        .where(
            pair.state == CandidateState.OPEN.value,
            duplicates.are_there(),
            duplicates.is_theirs(keeper.actor, keeper.services()),
        )
        .order_by(pair.score.desc())
        .limit(MOST_OF_A_KIND)
    )
    for pair_id, found_at, service_id, name in db.execute(wanted):
        services = (service_id,) if service_id else ()
        yield Found(Kind.TWICE, str(pair_id), clock.day_of(found_at), name, services)


def record_name() -> ColumnElement[str]:
    """What a record is called that a revision is of."""
    return func.coalesce(Service.name, Organization.name, Location.name)
