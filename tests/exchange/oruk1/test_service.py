"""The map from Open Referral UK 1.0 to 3.0, rule by rule."""

import json
from datetime import date

import pytest

from directory.exchange.bundles import READ_AS_1, read_bundle
from directory.exchange.formats import Expected, Format
from directory.exchange.oruk1.service import translate
from directory.exchange.values import WrongValue
from tests.factories.oruk1 import old_phone, old_place, old_service, old_term

TODAY = date(2026, 6, 1)
EXPECTED = Expected(Format.ORUK_1, is_told=True, today=TODAY)


def read(**more):
    """The bundle of a service of 1.0 that says just this, beside its name and organization."""
    bare = {"id": "3556", "name": "Shed", "organization": {"id": "o1", "name": "Sheds"}}
    return read_bundle(1, json.dumps(bare | more).encode(), EXPECTED)


def service(**more):
    return read(**more).service


def shared(bundle, entity):
    return [each.record for each in bundle.shared if each.entity == entity]


def place(**more):
    """The location of a service of one place."""
    return shared(read(service_at_locations=[old_place(**more)]), "location")[0]


def hung(bundle):
    """The terms that hang on the service: what they describe, their code and their name."""
    terms = {each.key: each.record for each in bundle.shared if each.entity == "taxonomy_term"}
    return [(each.link_type, terms[each.taxonomy_term_key]) for each in bundle.service.attributes]


def words(bundle):
    return [(link_type, term.name) for link_type, term in hung(bundle)]


def schedule(**more):
    return service(regular_schedules=[more]).schedules[0]


def told(**more):
    """What is told of a service beside that it was read as 1.0."""
    return [each for each in read(**more).notes if each != READ_AS_1]


LIMITS = {"minimum_age": 16, "maximum_age": 25}
RULES = {
    "status missing: active": (lambda: service().status, "active"),
    "status kept": (lambda: service(status="temporarily closed").status, "temporarily closed"),
    "empty text is nothing": (lambda: service(email="", accreditations=" ", description=None).email, None),
    "description is HTML": (lambda: service(description="<p>Tea<script>x</script>").description, "<p>Tea</p>"),
    "bare host gets https": (lambda: service(url="www.example.org").url, "https://www.example.org"),
    "url that is none is dropped": (lambda: service(url="see Facebook").url, None),
    "fees in both fields": (lambda: (s := service(fees="£2")) and (s.fees, s.fees_description), ("£2", "£2")),
    "assured date": (lambda: service(assured_date="2025-11-03").assured_date, date(2025, 11, 3)),
    "organization url": (
        lambda: shared(read(organization={"id": 1, "name": "S", "url": "a.org"}), "organization")[0].website,
        "https://a.org",
    ),
    "organization without description": (lambda: shared(read(), "organization")[0].description, "Sheds"),
    "licences": (lambda: service(licenses="Food stall").licenses, "Food stall"),
    "ways to pay, in words": (
        lambda: (
            service(
                fees="£2", payments_accepted=[{"id": "1", "payment": "cash"}, {"id": "2", "payment": "card"}]
            ).fees_description
        ),
        "You can pay by: cash, card.",
    ),
    "department of a telephone": (lambda: service(phones=[old_phone(department="Desk")]).phones[0].description, "Desk"),
    "code of an area": (
        lambda: service(service_areas=[{"service_area": "Leeds", "identifier": "e08000035"}]).service_areas[0].uri,
        "http://statistics.data.gov.uk/id/statistical-geography/E08000035",
    ),
    "two names of an area": (
        lambda: (
            (a := service(service_areas=[{"service_area": "Leeds", "name": "The city"}]).service_areas[0])
            and (a.name, a.service_area)
        ),
        ("Leeds", "The city"),
    ),
    "what hangs on a location": (
        lambda: (
            (
                found := place(
                    phones=[{"number": "0113 496 0000", "language": "cy"}],
                    languages=[{"language": "en"}],
                    contacts=[{"name": "Desk"}],
                    regular_schedules=[{"weekday": "Tuesday", "opens_at": "10:00"}],
                )
            )
            and (
                found.phones[0].languages[0].code,
                found.languages[0].code,
                found.contacts[0].name,
                found.schedules[0].byday,
            )
        ),
        ("cy", "en", "Desk", "TU"),
    ),
    "the name of a parent that is not nested": (
        lambda: [
            each.name
            for each in shared(
                read(
                    service_taxonomys=[{"taxonomy": old_term(parent_id="esdServiceType:1", parent_name="Communities")}]
                ),
                "taxonomy_term",
            )
        ],
        ["Communities", "Community support groups"],
    ),
    "deliverable type": (lambda: words(read(deliverable_type="Advice")), [("deliverable_type", "Advice")]),
    "attending type on every schedule": (
        lambda: [
            each.attending_type
            for each in service(attending_type="venue", regular_schedules=[{"byday": "MO"}, {"byday": "FR"}]).schedules
        ],
        ["venue", "venue"],
    ),
    "attending type on schedules of places": (
        lambda: (
            service(
                attending_type="venue", service_at_locations=[old_place() | {"regular_schedule": [{"byday": "MO"}]}]
            )
            .service_at_locations[0]
            .schedules[0]
            .attending_type
        ),
        "venue",
    ),
    "attending type without a schedule": (
        lambda: [each.attending_type for each in service(attending_type="home visit").schedules],
        ["home visit"],
    ),
    "online without a place": (
        lambda: [(each.location_type, each.name) for each in shared(read(attending_type="online"), "location")],
        [("virtual", "Online")],
    ),
    "phone without a place": (
        lambda: [(each.location_type, each.name) for each in shared(read(attending_type="phone"), "location")],
        [("virtual", "By telephone")],
    ),
    "online with a place": (
        lambda: [
            each.location_type
            for each in shared(read(attending_type="online", service_at_locations=[old_place()]), "location")
        ],
        ["physical"],
    ),
    "attending access in words": (
        lambda: service(attending_access="referral").application_process,
        "You need to be referred.",
    ),
    "attending access as a term": (
        lambda: words(read(attending_access="membership")),
        [("attending_access", "membership")],
    ),
    "ages": (lambda: ages(LIMITS), (16, 25)),
    "least and greatest of several": (lambda: ages(LIMITS, {"minimum_age": 12, "maximum_age": 18}), (12, 25)),
    "nought and 120 are no limits": (lambda: ages({"minimum_age": 0, "maximum_age": 120}), (None, None)),
    "one open end opens all": (lambda: ages(LIMITS, {"minimum_age": 60}), (16, None)),
    "a kind of people is no age": (lambda: ages(LIMITS, {"eligibility": "female"}), (16, 25)),
    "eligibility in words": (
        lambda: (
            service(eligibilities=[{"eligibility": "adult"}, {"eligibility": "Transgender"}]).eligibility_description
        ),
        "Adults; Transgender people",
    ),
    "eligibility as a term": (
        lambda: words(read(eligibilitys=[{"eligibility": "teen"}])),
        [("service_eligibility", "teen")],
    ),
    "terms of an eligibility": (
        lambda: words(read(eligibilitys=[{"taxonomys": [{"id": "esdCircumstance:1", "name": "Male"}]}])),
        [("service_eligibility", "Male")],
    ),
    "service types": (
        lambda: words(read(service_taxonomies=[{"id": "st", "taxonomy": old_term()}])),
        [("service_type", "Community support groups")],
    ),
    "code of a CURIE": (lambda: term(old_term()).code, "297"),
    "address of a service type": (lambda: term(old_term()).term_uri, "http://id.esd.org.uk/service/297"),
    "vocabulary is the taxonomy": (lambda: taxonomy(old_term()), "esdServiceTypes"),
    "vocabulary from the CURIE": (lambda: taxonomy(old_term(vocabulary="")), "esdServiceType"),
    "id that is no CURIE is a code": (lambda: term({"id": "A7", "name": "Art", "vocabulary": "Ours"}).code, "A7"),
    "parent by id": (
        lambda: term(old_term(parent_id="esdServiceType:1")).parent_key,
        "name/esdServiceTypes/esdServiceType:1",
    ),
    "parent as a record": (
        lambda: [
            each.name
            for each in shared(read(service_taxonomys=[{"taxonomy": old_term(parent=PARENT)}]), "taxonomy_term")
        ],
        ["Communities", "Community support groups"],
    ),
    "physical and postal addresses": (
        lambda: [each.address_type for each in place(postal_addresses=[{"address_1": "PO Box 1"}]).addresses],
        ["physical", "postal"],
    ),
    "address lines join": (
        lambda: (
            place(physical_addresses={"address_1": "Shed 2", "address_2": "Unit 4", "address_4": "The Quay"})
            .addresses[0]
            .address_1
        ),
        "Shed 2, Unit 4, The Quay",
    ),
    "property number": (
        lambda: (
            (p := place(physical_addresses=[{"address_1": "1", "uprn": 906423001}]))
            and (p.external_identifier, p.external_identifier_type)
        ),
        ("906423001", "UPRN"),
    ),
    "location is physical": (lambda: place().location_type, "physical"),
    "access": (
        lambda: (a := place().accessibility[0]) and (a.accessibility, a.description),
        ("Wheelchair accessible", "Wheelchair accessible"),
    ),
    "times with and without seconds": (
        lambda: str(schedule(byday="MO", opens_at="09:30", closes_at="11:00:00")).count("datetime.time"),
        2,
    ),
    "byday without freq is weekly": (lambda: schedule(byday="MO").freq, "WEEKLY"),
    "byday in names": (lambda: schedule(byday="Monday, thu").byday, "MO,TH"),
    "ordinal days": (lambda: schedule(byday="2MO,-1FR", freq="MONTHLY").byday, "2MO,-1FR"),
    "bymonthday is a number": (lambda: schedule(freq="MONTHLY", bymonthday=15.0).bymonthday, "15"),
    "interval and start": (
        lambda: (s := schedule(byday="MO", interval=2, dtstart="2026-01-05")) and (s.interval, s.dtstart),
        (2, date(2026, 1, 5)),
    ),
    "weekday 1 is Monday": (lambda: schedule(weekday=1).byday, "MO"),
    "weekday 7 is Sunday": (lambda: schedule(weekday="7").byday, "SU"),
    "weekday 0 is Sunday": (lambda: schedule(weekday=0).byday, "SU"),
    "weekday as a name": (lambda: (s := schedule(weekday="Wednesday")) and (s.freq, s.byday), ("WEEKLY", "WE")),
    "byday is stronger than weekday": (lambda: schedule(weekday=1, byday="TU").byday, "TU"),
    "schedule of a place by id": (lambda: schedule(byday="MO", service_at_location_id="sal1").place_key, "sal1"),
    "schedule of a place as a record": (
        lambda: schedule(byday="MO", service_at_location={"id": "sal1", "location": {"id": "l"}}).place_key,
        "sal1",
    ),
    "place only named in a schedule": (
        lambda: [
            each.location_key
            for each in service(
                regular_schedules=[
                    {"byday": "MO", "service_at_location": {"id": 1, "location": {"id": "l", "name": "H"}}}
                ]
            ).service_at_locations
        ],
        ["l"],
    ),
    "times of a place": (
        lambda: (
            service(service_at_locations=[old_place() | {"regular_schedule": [{"byday": "SA"}]}])
            .service_at_locations[0]
            .schedules[0]
            .byday
        ),
        "SA",
    ),
    "closure that is not over": (
        lambda: holidays({"closed": True, "start_date": "2026-12-24", "end_date": "2027-01-03"}).alert,
        "Closed 24 December 2026 to 3 January 2027.",
    ),
    "closure of a day": (
        lambda: holidays({"closed": "true", "start_date": "2026-06-01"}).alert,
        "Closed on 1 June 2026.",
    ),
    "closure that is over": (lambda: holidays({"closed": True, "end_date": "2026-05-31"}).alert, None),
    "closure interrupts the usual times": (
        lambda: interruptions(holiday_schedules=[CHRISTMAS]),
        [(date(2025, 12, 24), date(2026, 1, 3), "Closed")],
    ),
    "other hours interrupt the usual times": (
        lambda: interruptions(holiday_schedules=[CHRISTMAS | {"closed": False, "opens_at": "11:00"}]),
        [(date(2025, 12, 24), date(2026, 1, 3), "Holiday hours")],
    ),
    "closure of a place leaves the times of others": (
        lambda: interruptions(service_at_locations=[old_place() | {"holiday_schedules": [CHRISTMAS]}]),
        [],
    ),
    "other hours on a holiday": (
        lambda: [
            (each.valid_from, each.valid_to, each.byday, str(each.opens_at))
            for each in holidays(
                {"closed": False, "start_date": "2026-08-03", "end_date": "2026-08-07", "opens_at": "11:00"}
            ).schedules
        ],
        [(date(2026, 8, 3), date(2026, 8, 7), "MO,TU,WE,TH,FR,SA,SU", "11:00:00")],
    ),
    "languages of a telephone": (
        lambda: [
            each.code
            for each in service(contacts=[{"name": "M", "phones": [old_phone()]}]).contacts[0].phones[0].languages
        ],
        ["en", "cy"],
    ),
    "languages split, codes and names": (
        lambda: [
            (each.key, each.code, each.name)
            for each in service(languages=[{"id": 1, "language": "en, Scots Gaelic"}]).languages
        ],
        [("1", "en", None), (None, None, "Scots Gaelic")],
    ),
    "cost in pounds": (
        lambda: (
            (c := service(cost_options=[{"option": "each", "amount": 2.5}]).cost_options[0])
            and (c.currency, c.amount_pence)
        ),
        ("gbp", 250),
    ),
    "area with a shape": (
        lambda: (
            (
                a := service(
                    service_areas=[{"service_area": "Yell", "extent": '{"type": "Point"}', "uri": "http://a.org/1"}]
                ).service_areas[0]
            )
            and (a.name, a.extent_type, a.uri)
        ),
        ("Yell", "geojson", "http://a.org/1"),
    ),
    "area with other text": (
        lambda: service(service_areas=[{"service_area": "Yell", "extent": "north of it"}]).service_areas[0].extent_type,
        None,
    ),
    "funding": (lambda: [each.source for each in service(fundings=[{"source": "Lottery"}]).funding], ["Lottery"]),
    "reviews become accreditations": (
        lambda: (
            service(
                accreditations="Quality mark",
                reviews=[
                    {"id": 1, "title": "Hygiene", "score": 5, "date": "2025-02-01", "organization": {"name": "FSA"}}
                ],
            ).accreditations
        ),
        "Quality mark\nHygiene: 5 (FSA, 2025-02-01)",
    ),
    "links to a cost": (
        lambda: (
            service(
                cost_options=[{"id": "c1", "option": "each"}],
                link_taxonomies=[{"link_type": "cost_option", "link_id": "c1", "taxonomy": old_term()}],
            )
            .cost_options[0]
            .attributes[0]
            .link_type
        ),
        "cost_option",
    ),
    "links to an area": (
        lambda: len(
            service(
                service_areas=[{"id": "s1", "service_area": "Yell"}],
                link_taxonomies=[{"link_type": "service_area", "service_area": {"id": "s1"}, "taxonomy": old_term()}],
            )
            .service_areas[0]
            .attributes
        ),
        1,
    ),
    "links to an eligibility": (
        lambda: words(read(link_taxonomies=[{"link_type": "eligibility", "taxonomy": {"id": "x", "name": "Carers"}}])),
        [("service_eligibility", "Carers")],
    ),
    "links of the organization": (
        lambda: [
            each.link_type
            for each in shared(
                read(
                    organization={
                        "id": "o1",
                        "name": "S",
                        "link_taxonomies": [{"link_type": "organization", "taxonomy": {"id": "x", "name": "Charity"}}],
                    }
                ),
                "organization",
            )[0].attributes
        ],
        ["organization_type"],
    ),
}
PARENT = {"id": "esdServiceType:1", "name": "Communities", "vocabulary": "esdServiceTypes"}


def ages(*eligibilities):
    taken = service(eligibilitys=list(eligibilities))
    return taken.minimum_age, taken.maximum_age


def term(given):
    return hung(read(service_taxonomys=[{"id": "st", "taxonomy": given}]))[0][1]


def taxonomy(given):
    return shared(read(service_taxonomys=[{"id": "st", "taxonomy": given}]), "taxonomy")[0].name


CHRISTMAS = {"closed": True, "start_date": "2025-12-24", "end_date": "2026-01-03"}


def interruptions(**more):
    usual = service(regular_schedules=[{"byday": "MO"}], **more).schedules[0]
    return [(each.starts_on, each.ends_on, each.reason) for each in usual.exceptions]


def holidays(*given):
    return service(holiday_schedules=list(given))


@pytest.mark.parametrize(("rule", "wanted"), RULES.values(), ids=RULES.keys())
def test_rule_of_the_map(rule, wanted):
    assert rule() == wanted


@pytest.mark.parametrize("id", [3556, "3556", "tea-dance", "oxf:12", "0b0e0c9e-3a53-4a55-9b8a-2f6d4b1f0a11"])
def test_source_id_of_any_kind_is_the_key(id):
    assert read(id=id).key == str(id)


SPELLINGS = [
    ("eligibilitys", "eligibilities", [{"eligibility": "adult", "minimum_age": 18}]),
    ("service_taxonomys", "service_taxonomies", [{"id": "st1", "taxonomy": old_term()}]),
    ("regular_schedules", "regular_schedule", [{"id": "r", "byday": "MO"}]),
    ("holiday_schedules", "holidayScheduleCollection", [{"closed": True, "start_date": "2026-12-24"}]),
    ("fundings", "funding", [{"source": "Lottery"}]),
    ("link_taxonomies", "link_taxonomys", [{"link_type": "eligibility", "taxonomy": old_term()}]),
]


@pytest.mark.parametrize(("one", "other", "value"), SPELLINGS, ids=[each[1] for each in SPELLINGS])
def test_spellings_say_the_same(one, other, value):
    assert read(**{one: value}) == read(**{other: value})
    assert read(**{one: value}) == read(**{one: value, other: value})


@pytest.mark.parametrize(
    "name", ["regular_schedules", "regular_schedule", "holiday_schedules", "holidayScheduleCollection"]
)
def test_times_stand_at_the_service_or_at_a_place(name):
    times = [{"byday": "MO", "start_date": "2026-12-24", "opens_at": "10:00"}]

    assert len(service(**{name: times}).schedules) == 1
    assert len(service(service_at_locations=[old_place() | {name: times}]).service_at_locations[0].schedules) == 1


LOST = [
    ({"organization": {"id": 1, "name": "S", "assured_date": "2026-01-01"}}, "organization.assured_date has no place"),
    ({"reviews": [{"title": "A", "widget": "<b>"}]}, "review.widget has no place in the catalogue and was left out"),
    ({"contacts": [{"name": "M", "personal_data": True}]}, "contact.personal_data has no place"),
    ({"service_areas": [{"service_area": "Yell", "identifier": "Y1"}]}, "service_area.identifier is no code of the"),
    ({"service_areas": [{"service_area": "Yell", "type": "isle"}]}, "service_area.type has no place"),
    ({"url": "see Facebook"}, "service.url holds nothing that can be used and was left out"),
    ({"holiday_schedules": [{"closed": True, "end_date": "2026-05-31"}]}, "holiday_schedule is a closure that is over"),
    ({"holiday_schedules": [{"closed": True}]}, "holiday_schedule has no date"),
    ({"regular_schedules": [{"weekday": 2}]}, "read with Monday as 1, which feeds differ in"),
    ({"link_taxonomies": [{"link_type": "cost_option", "link_id": "?", "taxonomy": old_term()}]}, "a cost_option that"),
    ({"funding": [{"source": "A"}], "fundings": [{"source": "B"}]}, "service.fundings is given in two spellings"),
]


@pytest.mark.parametrize(("more", "notice"), LOST, ids=[each[1][:30] for each in LOST])
def test_what_has_no_place_is_told(more, notice):
    assert [each for each in told(**more) if notice in each]


def test_nothing_is_told_of_a_service_that_comes_in_whole():
    assert read_bundle(1, json.dumps(old_service()).encode(), EXPECTED).notes == [READ_AS_1]


def test_fields_of_3_in_a_service_of_1_are_kept():
    taken = service(wait_time="Two weeks", alternate_name="The Shed", required_documents=[{"document": "Passport"}])

    assert (taken.wait_time, taken.alternate_name) == ("Two weeks", "The Shed")
    assert taken.required_documents[0].document == "Passport"


REFUSED = [
    ({"name": None}, "name is missing"),
    ({"organization": None}, "organization is missing"),
    ({"organization": []}, "organization is missing"),
    ({"organization": [1]}, "organization is not an object"),
    ({"contacts": "Magnus"}, "contacts is not a list"),
    ({"contacts": [1]}, "contacts[0] is not an object"),
    ({"fees": {"a": 1}}, "fees is not text"),
    ({"regular_schedules": [{"weekday": "Fooday"}]}, "regular_schedules[0].weekday 'Fooday' is not a day of the week"),
    ({"holiday_schedules": [{"start_date": "soon"}]}, "holiday_schedules[0].start_date 'soon' is not a date"),
    (
        {"holiday_schedules": [CHRISTMAS | {"end_date": "2025-12-01"}]},
        "holiday_schedules[0].end_date 2025-12-01 is before",
    ),
    ({"eligibilitys": [{"minimum_age": "old"}]}, "eligibilitys[0].minimum_age 'old' is not a whole number"),
]


@pytest.mark.parametrize(("more", "reason"), REFUSED, ids=[each[1] for each in REFUSED])
def test_what_cannot_be_used_is_refused_in_words(more, reason):
    with pytest.raises(WrongValue) as refused:
        read(**more)

    assert reason in str(refused.value)


def test_translation_leaves_the_item_as_it_was():
    raw = old_service()
    before = json.dumps(raw)

    translate(raw, TODAY)

    assert json.dumps(raw) == before
