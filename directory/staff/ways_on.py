"""Where the first page leads, by what people come for: the one table of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor


@dataclass(frozen=True)
class WayOn:
    """A place to go, and what for."""

    text: str
    href: str
    what_for: str


@dataclass(frozen=True)
class WaysOn:
    """Places of one kind, under a heading."""

    heading: str
    ways: Sequence[WayOn]


# Under each heading the permission without which a place is left out, its name, its endpoint, and what for.
PLACES = (
    (
        "People you support",
        (
            ("casework.write", "Add a client", "staff.new_client", "Take somebody on and write down what they said"),
            ("casework.read", "Clients", "staff.show_clients", "Yours, and everybody your team supports"),
            ("casework.read", "Who waits", "staff.show_waiting", "For what, and for how long"),
            ("casework.read", "Diary", "staff.show_diary", "Appointments of a day or a week"),
            ("casework.write", "Reminders to send", "staff.show_reminders", "Texts, calls and letters of today"),
            ("casework.read", "Referrals to us", "staff.show_referrals_in", "Who asks for support, and waits"),
            ("casework.triage", "Somebody rings", "staff.new_call", "Write down a call while you are on the telephone"),
            ("casework.read", "Caseloads", "staff.show_caseloads", "Who supports how many, and whom to propose"),
            ("casework.triage", "GP practices", "staff.show_practices", "Where messages to each go"),
            (
                "casework.triage",
                "Links for referrers",
                "staff.show_referrer_links",
                "How their own referrals stand, for practices and groups",
            ),
            ("casework.read", "Referrals", "staff.show_referrals", "What was sent, and what came of it"),
            ("casework.triage", "The same person?", "staff.show_alike", "Two records that may be of one person"),
            ("casework.read", "Transfers", "staff.show_transfers", "Clients who go from team to team"),
            ("casework.read", "Would like to go", "staff.show_join_requests", "Who asked a group, and got no answer"),
            (
                "casework.read",
                "Complaints and thanks",
                "staff.list_all_feedback",
                "What was said of us, incidents too, and what we did",
            ),
            ("casework.oversee", "Too young", "staff.show_too_young", "People younger than your service is for"),
        ),
    ),
    (
        "Where to send somebody",
        (
            ("matching.match", "Questions", "staff.show_questions", "What was asked of champions, and answered"),
            ("matching.match", "Gaps", "staff.show_gaps", "What people needed and the directory did not have"),
            ("matching.match", "What you watch", "staff.show_watching", "An email once a week about what is new"),
            ("catalogue.suggest", "Organisations", "staff.show_organizations", "Who runs what: find one, or add one"),
            ("relationships.keep", "Groups we know", "staff.show_relationships", "Whom your team met, and when last"),
            ("catalogue.suggest", "Venues", "staff.show_venues", "Find a place, and write about it"),
        ),
    ),
    (
        "Keeping the directory true",
        (
            ("catalogue.edit", "Listings", "staff.show_domains", "Your domains, and how well they are kept"),
            ("catalogue.suggest", "New activity", "staff.new_listing", "Write about what is not listed yet"),
            ("catalogue.edit", "Suggestions", "staff.show_suggestions", "What others would change in your listings"),
            ("catalogue.edit", "Reports", "staff.show_messages", "What people told you or asked about listings"),
            ("catalogue.edit", "Suggested groups", "staff.show_group_suggestions", "What the public says is missing"),
            ("catalogue.edit", "Findings", "staff.show_findings", "What a program thinks is wrong"),
            ("catalogue.edit", "Duplicates", "staff.show_duplicates", "What may be listed twice"),
            ("catalogue.suggest", "What groups said", "staff.new_lines", "Key in what room they have, from sheets"),
            ("catalogue.edit", "Spreadsheets", "staff.show_sheets", "Add activities from Excel or LibreOffice"),
            ("catalogue.suggest", "What you suggested", "staff.show_own_suggestions", "And what became of it"),
        ),
    ),
    (
        "What helps, and what is missing",
        (
            (
                "outcomes.evaluate",
                "One coordinator?",
                "staff.show_continuity",
                "How many people had one, and what came of asking",
            ),
            ("outcomes.evaluate", "Outcomes", "staff.show_evaluation", "What helped, and how much is not known"),
            ("gaps.report", "What is missing", "staff.show_missing", "What people did not get, by need and area"),
            ("gaps.report", "Funding of groups", "staff.show_funding", "Which may not go on, and what would help"),
            ("searches.read", "What people look for", "staff.show_sought", "On the public pages, found or not"),
        ),
    ),
    (
        "Your team",
        (
            ("accounts.manage", "People", "staff.show_people", "Who of your team can sign in"),
            ("accounts.manage", "Systems that refer", "staff.show_senders", "Which send you referrals, and their keys"),
            (
                "questionnaires.keep",
                "Questionnaires",
                "staff.show_questionnaires",
                "Licences you hold, and the words they let you show",
            ),
            ("agreements.keep", "What people agree to", "staff.show_wordings", "The words to read out"),
            (
                "team.arrange",
                "How your team works",
                "staff.edit_team_settings",
                "Ages, sessions, targets and caseloads",
            ),
            ("agreements.keep", "Where you help", "staff.edit_areas", "From where requests come to your team"),
            ("casework.oversee", "Sessions in figures", "staff.show_session_figures", "Were there enough of them?"),
            (
                "casework.oversee",
                "More sessions",
                "staff.show_undecided_sessions",
                "What coordinators ask you to allow",
            ),
            ("casework.oversee", "Shared without agreement", "staff.show_unreviewed", "To look at afterwards"),
            ("rights.erase", "Retention", "staff.show_retention", "Whose record goes soon, and holding one back"),
        ),
    ),
)


def ways_on(actor: Actor) -> list[WaysOn]:
    """Where the actor's roles lead; no heading without anything under it."""
    found = (
        WaysOn(
            heading,
            [WayOn(text, url_for(endpoint), what_for) for may, text, endpoint, what_for in places if actor.may(may)],
        )
        for heading, places in PLACES
    )
    return [each for each in found if each.ways]
