"""The columns of the plain sheet: what each is called, what belongs in it, and what else people call it."""

import re
from dataclasses import dataclass

WEEKLY, FORTNIGHTLY, MONTHLY = "Every week", "Every 2 weeks", "Every month"
# How people take part, in the words of the sheet, with those of the catalogue.
WAYS = {"In person": "venue", "Online": "online", "By phone": "phone", "At home": "home visit"}
STATES = {"Running": "active", "Paused": "temporarily closed", "Not running": "inactive", "Ended": "defunct"}


@dataclass(frozen=True)
class Column:
    """A column: its name in the code, its heading, and what a person who fills it in has to know."""

    name: str
    heading: str
    explanation: str
    examples: tuple[str, str] = ("", "")
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    width: int = 18


COLUMNS = (
    Column(
        "group",
        "Group",
        "Who runs it: the name of the group, charity or organisation.",
        ("Millbrook Friends", "Millbrook Friends"),
        ("organisation", "organization", "group name", "name of group", "organisation name", "provider", "run by"),
        is_needed=True,
        width=26,
    ),
    Column(
        "activity",
        "Activity",
        "What people come to. Use a row for each activity. If one has several times or places, repeat the group and "
        "the activity in a further row and fill in only what is different: the place, the days and the times.",
        ("Tuesday lunch club", "Walking group"),
        ("activity name", "service", "service name", "name of activity", "session", "class", "title", "what", "name"),
        is_needed=True,
        width=26,
    ),
    Column(
        "description",
        "What happens there",
        "A few plain sentences. An empty line begins a new paragraph.",
        ("A hot lunch and a quiz. Come on your own or with a friend.", "Easy walks of about two miles."),
        ("description", "details", "about", "summary", "information", "what happens", "activity description"),
        width=50,
    ),
    Column(
        "easy_read",
        "Easy read",
        "The same for people who find reading hard. Short sentences in everyday words, each on a line of its own.",
        ("You get a hot lunch.\nThen there is a quiz.", ""),
        ("easy words", "plain words", "in easy words", "easy read summary", "easy-read summary"),
        width=40,
    ),
    Column(
        "venue",
        "Where",
        "The name of the building or the meeting point.",
        ("Millbrook Community Centre", "Bus stop at the park gates"),
        ("venue", "venue name", "location", "place", "building", "meeting point", "where is it"),
        width=26,
    ),
    Column(
        "address",
        "Address",
        "The number and the street.",
        ("12 Mill Lane", "Park Road"),
        ("street", "street address", "address line 1", "address 1", "venue address"),
        width=26,
    ),
    Column("town", "Town", "The town or village.", ("Leeds", "Leeds"), ("city", "village", "town or city")),
    Column(
        "postcode",
        "Postcode",
        "The whole postcode, so that people find what is near them.",
        ("LS11 8ND", "LS11 8ND"),
        ("post code", "postal code", "zip", "venue postcode"),
        width=11,
    ),
    Column(
        "days",
        "Days",
        "One or more days: Tuesday, Mon and Thu, Monday to Friday, 1st Tuesday, last Friday.",
        ("Tuesday", "1st Monday"),
        ("day", "day of week", "day of the week", "weekday", "which day", "day(s)"),
    ),
    Column(
        "opens_at",
        "From",
        "When it begins: 10:30 or 10.30am.",
        ("12:00", "10:30"),
        ("start", "start time", "starts", "begins", "time", "times", "opens", "time from", "from time"),
        width=9,
    ),
    Column(
        "closes_at",
        "To",
        "When it ends: 12:00 or noon.",
        ("14:00", "12:00"),
        ("end", "end time", "ends", "finish", "finish time", "finishes", "closes", "until", "time to", "to time"),
        width=9,
    ),
    Column(
        "how_often",
        "How often",
        "Every week, every 2 weeks or every month. Left empty, it is every week. For every month say in Days which "
        "one it is: 1st Tuesday. For every 2 weeks give the First date.",
        (WEEKLY, MONTHLY),
        ("frequency", "repeats", "how frequent", "regularity"),
        (WEEKLY, FORTNIGHTLY, MONTHLY),
    ),
    Column(
        "first_on",
        "First date",
        "The first time it happens, where it is new or comes every 2 weeks.",
        ("", "2026-06-01"),
        ("start date", "starts on", "date from", "from date"),
        width=12,
    ),
    Column(
        "last_on",
        "Last date",
        "The last time it happens, if it comes to an end.",
        ("", ""),
        ("end date", "ends on", "date to", "until date", "to date"),
        width=12,
    ),
    Column(
        "time_notes",
        "Notes on times",
        "What else there is to know about the times, such as term time only.",
        ("Not in August", ""),
        ("time notes", "notes about times", "term time", "notes", "exceptions"),
        width=26,
    ),
    Column(
        "taking_part",
        "How to take part",
        "In person, online, by phone or at home. Left empty, it is in person.",
        ("In person", "In person"),
        ("attending", "attending type", "delivery", "format", "delivered"),
        tuple(WAYS),
    ),
    Column(
        "cost",
        "Cost",
        "Free, Donation or a price: £2.50. Add words after it: £2.50 per session. Put ; between several prices.",
        ("£5 for lunch", "Free"),
        ("price", "fee", "fees", "charge", "charges", "how much", "costs", "cost to attend"),
    ),
    Column(
        "cost_help",
        "Help with the cost",
        "What helps those for whom it costs too much, such as free places or fares paid.",
        ("Ask us about free places", ""),
        ("help with cost", "help with costs", "concessions", "financial help", "bursary", "help paying"),
        width=26,
    ),
    Column(
        "for_whom",
        "For whom",
        "Who can come, in a few words.",
        ("Anyone over 60", "Everyone"),
        ("who for", "who is it for", "audience", "eligibility", "who can come", "target group", "open to"),
        width=26,
    ),
    Column(
        "youngest",
        "Youngest age",
        "A number of years, if there is a limit.",
        ("60", ""),
        ("minimum age", "min age", "age from", "from age", "lowest age"),
        width=9,
    ),
    Column(
        "oldest",
        "Oldest age",
        "A number of years, if there is a limit.",
        ("", ""),
        ("maximum age", "max age", "age to", "to age", "highest age"),
        width=9,
    ),
    Column(
        "joining",
        "How to join",
        "Just turn up, book, or ask somebody to refer you.",
        ("Just turn up", "Please ring first"),
        ("how to book", "booking", "referral", "how to refer", "application process", "how to apply"),
        width=26,
    ),
    Column(
        "contact",
        "Contact name",
        "Whom to ask for. It will be public, so a role is better than a name.",
        ("The lunch club organiser", ""),
        ("contact", "contact person", "lead", "organiser", "who to contact"),
    ),
    Column(
        "phone",
        "Phone",
        "A public number. Put ; between several.",
        ("0113 496 0001", "0113 496 0001"),
        ("telephone", "tel", "phone number", "telephone number", "mobile", "contact number", "contact phone"),
    ),
    Column(
        "email",
        "Email",
        "A public email address.",
        ("hello@example.org", ""),
        ("e-mail", "email address", "contact email", "mail"),
        width=24,
    ),
    Column(
        "web",
        "Web page",
        "The address of a page about it.",
        ("https://example.org/lunch", ""),
        ("website", "web", "url", "link", "web site", "web address", "webpage"),
        width=24,
    ),
    Column(
        "languages",
        "Languages",
        "The languages spoken there. Put ; between several.",
        ("English; Polish", ""),
        ("language", "languages spoken"),
    ),
    Column(
        "tags",
        "Tags",
        "Words from the directory's own list, such as Walking. Put ; between several.",
        ("Lunch clubs", "Walking"),
        ("tag", "categories", "category", "keywords", "type", "interests", "type of activity"),
        width=26,
    ),
    Column(
        "access",
        "Access",
        "What getting in and about is like at the place. Put ; between several facts.",
        ("Step-free entrance; Accessible toilet", ""),
        ("accessibility", "wheelchair access", "access notes", "disabled access"),
        width=26,
    ),
    Column(
        "status",
        "Status",
        "Running, paused, not running or ended. Left empty, it is running.",
        ("Running", "Running"),
        ("state", "active"),
        tuple(STATES),
        width=12,
    ),
    Column(
        "listing_id",
        "Listing",
        "Leave this as it is. It ties the row to a listing that is there already, so that you may change the names.",
        ("", ""),
        ("listing id", "id", "reference"),
        width=38,
    ),
)
BY_NAME = {each.name: each for each in COLUMNS}
# What a further row of the same activity may say anew; the rest stands in its first row.
OF_A_TIME = ("days", "opens_at", "closes_at", "how_often", "first_on", "last_on", "time_notes", "taking_part")
OF_A_PLACE = ("venue", "address", "town", "postcode", "access")
# What the reader adds to the wrong rows of a sheet, and skips when it comes back.
CURE = "What to put right"


def find_column(heading: str) -> Column | None:
    """The column that people mean by a heading, whatever its spaces, signs and capitals."""
    return KNOWN_HEADINGS.get(folded(heading))


def folded(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", heading.casefold().replace("e-mail", "email")).split())


KNOWN_HEADINGS = {folded(name): each for each in COLUMNS for name in (*each.synonyms, each.heading, each.name)}
