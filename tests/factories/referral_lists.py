"""Lists of referrals for tests."""

import csv
import io

GOOD = {
    "Name": "Noor Newcomer",
    "NHS number": "999 012 3454",
    "Date of birth": "27/03/1950",
    "Postcode": "LS11 8ND",
    "Phone": "07700 900111",
    "Reason": "Comes often with headaches",
    "What they say": "The house is too quiet",
    "Risks": "None known",
    "Do they know and agree": "agreed",
    "Referrer": "Lee Nurse",
    "Role": "Practice nurse",
    "Organisation": "Beck Lane Surgery",
    "Referrer’s phone or email": "0113 496 0000",
}


def referral_list(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    """A CSV of rows that each differ from a good one."""
    full = [{**GOOD, **row} for row in rows]
    headings = list(dict.fromkeys(heading for row in full for heading in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, headings, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(full)
    return file.getvalue().encode()
