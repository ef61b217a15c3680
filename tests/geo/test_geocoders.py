import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders import Nominatim

from directory.errors import WrongSettings
from directory.geo.geocoders import CHOICES, NoNetwork, OfflineGeocoder, PostcodesIo, geocoder_from
from directory.geo.postcode_file import PostcodeFile

LEEDS = {"result": {"postcode": "LS1 4DY", "latitude": 53.7951, "longitude": -1.5467}}


class Canned(BaseSyncAdapter):
    """Gives one prepared answer, or the error 404 for None, and keeps what was asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def __call__(self, **settings):
        return self

    def get_json(self, url, *, timeout, headers):
        self.asked.append((url, headers["User-Agent"]))
        if self.answer is None:
            raise AdapterHTTPError("not found", status_code=404, headers={}, text="")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def get_text(self, url, *, timeout, headers):
        raise NotImplementedError


@pytest.fixture
def postcodes(make_postcode_file):
    return PostcodeFile.open(make_postcode_file({"LS1 4DY": (53.795, -1.547)}))


def test_offline_geocoder_answers_from_the_postcode_file(postcodes):
    location = OfflineGeocoder(postcodes).geocode("ls14dy")

    assert (location.address, location.latitude, location.longitude) == ("LS1 4DY", 53.795, -1.547)
    assert location.raw == {"precision": "postcode", "is_terminated": None}


@pytest.mark.parametrize("query", ["LS1 4ZZ", "BT1 5GS", "1 High Street, Leeds"])
def test_offline_geocoder_answers_none_for_what_it_does_not_know(postcodes, query):
    assert OfflineGeocoder(postcodes).geocode(query) is None


def test_offline_geocoder_gives_a_list_when_asked_for_all(postcodes):
    assert len(OfflineGeocoder(postcodes).geocode("LS1 4DY", exactly_one=False)) == 1


@pytest.mark.parametrize("get", [NoNetwork.get_json, NoNetwork.get_text], ids=["json", "text"])
def test_offline_geocoder_cannot_reach_the_network(postcodes, get):
    adapter = OfflineGeocoder(postcodes).adapter

    with pytest.raises(GeocoderServiceError):
        get(adapter, "https://example.org", timeout=1, headers={})


@pytest.mark.parametrize(
    ("query", "url"),
    [
        pytest.param("ls1 4dy", "https://api.postcodes.io/postcodes/LS14DY", id="postcode"),
        pytest.param("ls1", "https://api.postcodes.io/outcodes/LS1", id="district"),
    ],
)
def test_postcodes_io_is_asked_for_the_postcode_alone(query, url):
    service = Canned(LEEDS)

    location = PostcodesIo(user_agent="lynchpin/test", adapter_factory=service).geocode(query)

    assert service.asked == [(url, "lynchpin/test")]
    assert (location.latitude, location.longitude) == (53.7951, -1.5467)


@pytest.mark.parametrize("query", ["LS1 4", "1 High Street, Leeds", ""])
def test_postcodes_io_is_not_asked_what_it_cannot_know(query):
    service = Canned(LEEDS)

    assert PostcodesIo(adapter_factory=service).geocode(query) is None
    assert service.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="404"),
        pytest.param({"result": None}, id="nothing"),
        pytest.param({"result": {"postcode": "JE2 3AA", "latitude": None, "longitude": None}}, id="no position"),
    ],
)
def test_postcode_unknown_to_postcodes_io_has_no_location(answer):
    assert PostcodesIo(adapter_factory=Canned(answer)).geocode("LS1 4DY") is None


def test_postcodes_io_gives_a_list_when_asked_for_all():
    service = PostcodesIo(adapter_factory=Canned(LEEDS))

    assert [each.address for each in service.geocode("LS1 4DY", exactly_one=False)] == ["LS1 4DY"]


def test_failure_of_postcodes_io_is_geopys_error():
    broken = Canned(AdapterHTTPError("down", status_code=503, headers={}, text=""))

    with pytest.raises(GeocoderServiceError):
        PostcodesIo(adapter_factory=broken).geocode("LS1 4DY")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("offline", OfflineGeocoder), ("nominatim", Nominatim), ("postcodes.io", PostcodesIo)],
)
def test_operator_chooses_the_geocoder_by_name(postcodes, name, kind):
    chosen = geocoder_from(name, postcodes, adapter_factory=Canned(LEEDS))

    assert isinstance(chosen, kind)
    assert name in CHOICES


def test_geocoder_of_another_name_is_refused_with_the_choices(postcodes):
    with pytest.raises(WrongSettings, match=r"offline, nominatim, postcodes\.io"):
        geocoder_from("google", postcodes)
