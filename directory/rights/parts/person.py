"""Who somebody is, and what was noted of them."""

from directory.casework.joining.models import JoinedRecord
from directory.casework.models import Client
from directory.casework.record.models import ClientNote, RecordedSection
from directory.rights.parts.part import Part

PERSON = (
    Part(
        "Who they are",
        Client,
        Client.id,
        Client.made_at,
        {
            "reference": "Reference",
            "name": "Name",
            "nhs_number": "NHS number",
            "born_on": "Born on",
            "phone": "Phone",
            "other_phone": "Other phone",
            "email": "Email",
            "address": "Address",
            "postcode": "Postcode",
            "safe_contact": "How to reach them safely",
            "letters_home": "Letters to their home",
            "contact_by": "Would rather be reached by",
            "contact_times": "Good times to reach them",
            "language": "Language",
            "interpreter": "Interpreter or other help to talk",
            "coordinator_id": "Coordinator",
            "coordinator_gender": "Wishes to be supported by a woman or a man",
            "wants_somebody_new": "Wishes to be supported by somebody new",
            "made_at": "Taken on",
            "restricted_at": "Shown only to their coordinator and managers since",
            "due_since": "Known to be near the end of its time since",
        },
    ),
    Part(
        "Second records of them that were joined into this one",
        JoinedRecord,
        JoinedRecord.client_id,
        JoinedRecord.joined_at,
        {
            "reference": "Reference it had",
            "said_otherwise": "What one of the two said otherwise",
            "joined_by": "Joined by",
            "joined_at": "Joined",
        },
        {
            "otherwise": "told by what one of the two said otherwise",
            "journal": "which entries came from it and how they stood before, by which the two can be parted",
        },
    ),
    Part(
        "More about them",
        RecordedSection,
        RecordedSection.client_id,
        RecordedSection.recorded_at,
        {
            "section": "Part",
            "answers": "What they said",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {"vocabulary": "which list of questions was asked"},
    ),
    Part(
        "Notes",
        ClientNote,
        ClientNote.client_id,
        ClientNote.recorded_at,
        {
            "happened_on": "Of the day",
            "words": "Note",
            "why": "Why it stands in the place of an earlier one",
            "is_shared": "Written for them to see",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {
            "corrects_id": "which note it stands in the place of, told by the day",
            "is_taken_out": "one that is about somebody else is not told",
        },
        told=ClientNote.is_taken_out.is_(False),
    ),
)
