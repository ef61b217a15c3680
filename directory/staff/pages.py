"""All pages of this package, and the bar at the top that leads to them."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial

from flask import url_for

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.emergencies import count_unreviewed, list_open_emergencies
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.feedback.sight import count_read_by_nobody
from directory.catalogue.models.services import Service
from directory.champions.noting.notes import count_counting
from directory.db import reading
from directory.staff import areas, home, watching
from directory.staff.access import (
    account,
    account_links,
    confirming,
    forgotten_password,
    own_identity,
    passkeys,
    people,
    people_access,
    provider_sign_in,
    second_step,
    senders,
    sign_in,
    team_settings,
    work_phones,
    working_scheme,
)
from directory.staff.blueprint import bp
from directory.staff.cases import cases, endings, moves, not_for_me, outcomes, plans
from directory.staff.cases.agreed_plan import agreed_plans, plan_reviews
from directory.staff.cases.answering import answering as answering_questionnaires
from directory.staff.cases.assessing import assessments
from directory.staff.cases.assessing import reminding as assessment_reminders
from directory.staff.cases.closing import closing, deciding
from directory.staff.cases.goals import actions, goals
from directory.staff.cases.messages import messages, practices
from directory.staff.clients import (
    agreements,
    clients,
    corrections,
    deaths,
    emergencies,
    erasing,
    everything,
    looks,
    own_pages,
    retention,
    sharing,
    transfers,
    wordings,
    young_people,
)
from directory.staff.clients.caseload import handovers as caseload_handovers
from directory.staff.clients.caseload import lists, waiting
from directory.staff.clients.joining import joining, taking_referrals_out
from directory.staff.clients.record import about
from directory.staff.clients.record import notes as client_notes
from directory.staff.clients.safety import safety
from directory.staff.clients.timeline import timeline
from directory.staff.domains import (
    checks,
    domains,
    findings,
    handovers,
    listings,
    nobodys,
    notes,
    recommendations,
    said,
    to_do,
)
from directory.staff.drafts import drafts
from directory.staff.feedback import feedback, seeing_to
from directory.staff.feedback import figures as feedback_figures
from directory.staff.gaps import coverage, funding, gaps, missing, sought
from directory.staff.groups import (
    assurance,
    group_contacts,
    group_forms,
    organizations,
    pausing,
    relationships,
    room,
    room_lines,
    strength,
    venues,
    visits,
)
from directory.staff.matching import chosen, match_heard, matching
from directory.staff.questionnaires import questionnaires
from directory.staff.questions import answering, answers, asking, question_words, questions
from directory.staff.records import duplicates, merges, record_history, sheets
from directory.staff.records.record_kinds import OF_MODEL
from directory.staff.referrals import (
    first_visits,
    group_agreements,
    join_requests,
    news,
    referral_answers,
    referral_lists,
    referrals,
    referrals_in,
    referrer_links,
    referrers,
    reply_links,
    sending_on,
    settled_answers,
    tellings,
)
from directory.staff.suggested import group_suggestions, listing_messages, suggestions
from directory.staff.support_sessions import (
    diary,
    diary_calendar,
    more_sessions,
    one_session,
    planned_sessions,
    reminders,
    rhythms,
    session_figures,
)
from directory.staff.support_sessions import visits as home_visits
from directory.staff.triage import (
    calls,
    continuity,
    needing_more,
    profiles,
    queue,
    referral_triage,
    short_messages,
    signposts,
    support,
)
from directory.staff.writing import (
    access,
    archiving,
    form_parts,
    new_venue,
    record,
    starting,
    starting_organization,
    tags,
    where,
)
from directory.staff.writing.photographs import all_photographs, one_photograph, taking_out
from directory.staff.writing.times import all_times, one_time
from directory.web.kept_forms import mark_of
from directory.web.navigation import Alert, Navigation, NavItem, no_links
from directory.web.words import counted, in_uk

__all__ = ["bp", "navigation_of"]

MODULES = (
    about,
    access,
    account,
    account_links,
    actions,
    agreed_plans,
    agreements,
    all_photographs,
    all_times,
    answering,
    answers,
    archiving,
    areas,
    asking,
    assessment_reminders,
    assessments,
    assurance,
    calls,
    caseload_handovers,
    cases,
    checks,
    chosen,
    client_notes,
    clients,
    closing,
    deciding,
    confirming,
    continuity,
    corrections,
    coverage,
    deaths,
    diary,
    diary_calendar,
    domains,
    drafts,
    duplicates,
    emergencies,
    endings,
    erasing,
    everything,
    feedback,
    feedback_figures,
    findings,
    first_visits,
    forgotten_password,
    form_parts,
    funding,
    gaps,
    goals,
    group_agreements,
    group_contacts,
    group_forms,
    group_suggestions,
    handovers,
    home,
    home_visits,
    join_requests,
    joining,
    listing_messages,
    listings,
    lists,
    looks,
    match_heard,
    matching,
    merges,
    messages,
    practices,
    missing,
    more_sessions,
    moves,
    needing_more,
    new_venue,
    nobodys,
    news,
    not_for_me,
    notes,
    one_photograph,
    one_session,
    one_time,
    organizations,
    outcomes,
    own_identity,
    own_pages,
    passkeys,
    pausing,
    people,
    people_access,
    plan_reviews,
    planned_sessions,
    reminders,
    plans,
    profiles,
    provider_sign_in,
    question_words,
    questions,
    queue,
    recommendations,
    record,
    answering_questionnaires,
    questionnaires,
    record_history,
    referral_answers,
    referral_lists,
    referral_triage,
    short_messages,
    referrals,
    referrals_in,
    referrer_links,
    referrers,
    relationships,
    reply_links,
    settled_answers,
    retention,
    rhythms,
    room,
    room_lines,
    safety,
    said,
    second_step,
    seeing_to,
    senders,
    sending_on,
    session_figures,
    sharing,
    sheets,
    sign_in,
    signposts,
    sought,
    starting,
    starting_organization,
    strength,
    suggestions,
    support,
    tags,
    taking_out,
    taking_referrals_out,
    team_settings,
    tellings,
    timeline,
    to_do,
    transfers,
    venues,
    visits,
    waiting,
    watching,
    where,
    wordings,
    work_phones,
    working_scheme,
    young_people,
)

# What leads where, and the permission without which it is left out of the bar.
LINKS = (
    ("Match", "staff.match", "matching.match"),
    ("Clients", "staff.show_clients", "casework.read"),
    ("Referrals", "staff.show_referrals", "casework.read"),
    ("Referrals to us", "staff.show_referrals_in", "casework.read"),
    ("Questions", "staff.show_questions", "matching.match"),
    ("Listings", "staff.show_domains", "catalogue.edit"),
    ("Outcomes", "staff.show_evaluation", "outcomes.evaluate"),
    ("People", "staff.show_people", "accounts.manage"),
)
# The pages that belong to a link of the bar without being below it.
BESIDE: Mapping[str, Sequence[str]] = {
    "staff.show_clients": (
        "caseloads",
        "handed-over",
        "diary",
        "reminders",
        "transfers",
        "emergencies",
        "more-sessions",
    ),
    "staff.show_referrals": ("join-requests",),
    "staff.show_referrals_in": ("phone-call", "referrers-to-tell", "practices"),
    "staff.show_domains": ("domains", "suggestions", "messages", "group-suggestions", "findings", "duplicates"),
}


def alerts_of(actor: Actor) -> tuple[Alert, ...]:
    """What somebody has open in an emergency, what a manager has to look into, and what nobody else can."""
    works, manages = actor.may("casework.read"), actor.may("accounts.manage")
    if not works and not manages:
        return ()
    with reading() as db:
        opened = list_open_emergencies(db, actor) if works else ()
        waiting = count_unreviewed(db, actor) if actor.may("casework.oversee") else 0
        of_nobody = count_read_by_nobody(db, actor) if manages else 0
    alerts = [opened_alert(each) for each in opened]
    if of_nobody:
        text = "Somebody complained, and your team has no manager who may read it."
        alerts.append(Alert(text, "Make a colleague a manager", url_for("staff.show_people")))
    if waiting:
        text = f"{counted(waiting, 'record was', 'records were')} opened in an emergency."
        alerts.append(Alert(text, "Look into it", url_for("staff.show_emergencies")))
    return tuple(alerts)


def opened_alert(access: EmergencyAccess) -> Alert:
    text = (
        f"You opened client {access.reference} in an emergency, until {in_uk(access.ends_at):%H:%M}. Managers are told."
    )
    return Alert(text, "Go to their page", url_for("staff.show_client", reference=access.reference))


def navigation_of(actor: Actor) -> Navigation:
    """The bar of an actor: what their roles may open, and the public directory."""
    home_href = url_for("staff.home")
    items = [
        NavItem(text, url_for(endpoint), tuple(f"{home_href}{each}" for each in BESIDE.get(endpoint, ())))
        for text, endpoint, permission in LINKS
        if actor.may(permission)
    ]
    return Navigation(
        items=(*items, NavItem("Public directory", url_for("public.home"))),
        person=actor.name,
        person_mark=mark_of(actor.user_id),
        team=actor.scheme_name,
        change_team_href=url_for("staff.choose_scheme") if len(actor.schemes) > 1 else "",
        made_for=str(actor.scheme_id),
        alerts=alerts_of(actor),
        sign_out_href=url_for("staff.sign_out"),
        account_href=url_for("staff.show_account"),
        home_href=home_href,
        activity_links=partial(activity_links, actor) if actor.may("catalogue.suggest") else no_links,
        organization_links=organization_links if actor.may("catalogue.suggest") else no_links,
    )


def activity_links(actor: Actor, service_id: uuid.UUID) -> tuple[NavItem, ...]:
    """What to do about an activity: write it anew part by part, say in one form what is wrong, or read the notes."""
    with reading() as db:
        number = count_counting(db, actor, service_id, clock.today())
    noted = f"Notes for colleagues ({number})" if number else "Notes for colleagues"
    return (
        NavItem(noted, url_for("staff.show_notes", service_id=service_id)),
        NavItem("Suggest a change", url_for("staff.new_suggestion", service_id=service_id)),
        NavItem("Write down its room", url_for("staff.new_room", service_id=service_id)),
        NavItem("Edit all of it", OF_MODEL[Service].href("staff.write_record", service_id)),
        NavItem("Watch things like it", url_for("staff.show_watching", activity=service_id)),
    )


def organization_links(organization_id: uuid.UUID) -> tuple[NavItem, ...]:
    """Where staff write about an organisation."""
    href = url_for("staff.show_organization", organization_id=organization_id)
    return (NavItem("Edit it, and see what it runs", href),)
