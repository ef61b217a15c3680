"""Settings: what is read, what is refused, and what a demonstration makes for itself."""

import base64
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from directory.config import (
    DEMO_FILE,
    Mode,
    become_demo,
    make_data_key,
    make_demo_password,
    read_data_keys,
    read_settings,
)
from directory.errors import WrongSettings

KEY = base64.b64encode(b"k" * 32).decode()
OTHER_KEY = base64.b64encode(b"o" * 32).decode()


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


@pytest.fixture
def complete(instance):
    """What an operator of a real installation sets."""
    return {
        "LYNCHPIN_INSTANCE": str(instance),
        "LYNCHPIN_SECRET_KEY": "s" * 32,
        "LYNCHPIN_DATA_KEY": f"1:{KEY}",
        "LYNCHPIN_ALLOWED_HOSTS": "directory.example.org",
    }


def test_an_installation_is_production_unless_told_otherwise(instance):
    settings = read_settings({"LYNCHPIN_INSTANCE": str(instance)})

    assert settings.mode is Mode.PRODUCTION
    assert settings.is_behind_https
    assert settings.allowed_hosts == ()
    assert settings.database_url == f"sqlite:///{instance}/lynchpin.db"
    assert settings.key_store_url == f"sqlite:///{instance}/keys.db"


def test_what_is_set_completely_may_start(complete):
    settings = read_settings(complete)

    settings.require_secrets()

    assert settings.data_keys == {1: b"k" * 32}


@pytest.mark.parametrize(
    ("more", "address"),
    [
        pytest.param({}, "https://directory.example.org", id="first host name"),
        pytest.param({"LYNCHPIN_ALLOWED_HOSTS": ".example.org, b.example"}, "https://example.org", id="all below it"),
        pytest.param({"LYNCHPIN_HTTPS": "no"}, "http://directory.example.org", id="without https"),
        pytest.param({"LYNCHPIN_SITE_URL": "https://x.example:444/"}, "https://x.example:444", id="as it is set"),
        pytest.param({"LYNCHPIN_ALLOWED_HOSTS": ""}, "", id="nothing says it"),
    ],
)
def test_links_in_letters_lead_to_the_site(complete, more, address):
    assert read_settings({**complete, **more}).site_address == address


@pytest.mark.parametrize("text", ["directory.example.org", "ftp://x.example", "https://", "https://x.example?a=1"])
def test_an_address_of_the_site_that_is_none_is_refused(complete, text):
    with pytest.raises(WrongSettings, match="LYNCHPIN_SITE_URL"):
        read_settings({**complete, "LYNCHPIN_SITE_URL": text})


def test_who_leaves_quickly_lands_where_it_is_set(complete):
    assert read_settings(complete).exit_url == "https://www.bbc.co.uk/weather"
    assert read_settings({**complete, "LYNCHPIN_EXIT_URL": "https://x.example/"}).exit_url == "https://x.example/"


@pytest.mark.parametrize(
    "text", ["weather.example", "http://x.example", "https://", "javascript:alert(1)", "https://é"]
)
def test_a_way_out_that_leads_nowhere_safe_is_refused(complete, text):
    with pytest.raises(WrongSettings, match="LYNCHPIN_EXIT_URL"):
        read_settings({**complete, "LYNCHPIN_EXIT_URL": text})


TILES = "https://tiles.example/{z}/{x}/{y}.png"


def test_map_shows_tiles_where_they_are_set_with_who_made_them(complete):
    set_up = read_settings({**complete, "LYNCHPIN_MAP_TILES": TILES, "LYNCHPIN_MAP_CREDIT": "Example Maps"})

    assert (set_up.map_tiles, set_up.map_credit) == (TILES, "Example Maps")
    assert read_settings(complete).map_tiles == ""
    with pytest.raises(WrongSettings, match="LYNCHPIN_MAP_CREDIT"):
        read_settings({**complete, "LYNCHPIN_MAP_TILES": TILES})


@pytest.mark.parametrize(
    "text",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example; script-src *//{z}/{x}/{y}.png",
        "/{z}/{x}/{y}.png",
    ],
)
def test_tiles_that_cannot_be_asked_for_are_refused(complete, text):
    with pytest.raises(WrongSettings, match="LYNCHPIN_MAP_TILES"):
        read_settings({**complete, "LYNCHPIN_MAP_TILES": text, "LYNCHPIN_MAP_CREDIT": "Example Maps"})


def test_accounts_of_a_demonstration_never_become_dormant(complete):
    days = {"LYNCHPIN_DORMANT_DAYS": "30"}

    assert read_settings({**complete, **days}).dormant_after == timedelta(days=30)
    assert read_settings(complete).dormant_after == timedelta(days=90)
    assert read_settings({**complete, **days, "LYNCHPIN_MODE": "demo"}).dormant_after is None


@pytest.mark.parametrize(
    ("more", "sends"),
    [
        ({}, False),
        ({"LYNCHPIN_SMTP_URL": "smtp://x"}, False),
        ({"LYNCHPIN_MAIL_FROM": "a@b.example"}, False),
        ({"LYNCHPIN_SMTP_URL": "smtp://x", "LYNCHPIN_MAIL_FROM": "a@b.example"}, True),
    ],
)
def test_mail_leaves_where_a_server_and_a_sender_are_set(complete, more, sends):
    assert read_settings({**complete, **more}).sends_mail is sends


@pytest.mark.parametrize("name", ["LYNCHPIN_SECRET_KEY", "LYNCHPIN_DATA_KEY", "LYNCHPIN_ALLOWED_HOSTS"])
def test_a_missing_secret_is_named_alone(complete, name):
    del complete[name]

    with pytest.raises(WrongSettings) as refused:
        read_settings(complete).require_secrets()

    named = [each for each in ("SECRET_KEY", "DATA_KEY", "ALLOWED_HOSTS") if f"LYNCHPIN_{each}" in str(refused.value)]
    assert [f"LYNCHPIN_{each}" for each in named] == [name]


def test_all_missing_secrets_are_named_at_once(instance):
    with pytest.raises(WrongSettings, match=r"SECRET_KEY.*DATA_KEY.*ALLOWED_HOSTS.*\.$"):
        read_settings({"LYNCHPIN_INSTANCE": str(instance)}).require_secrets()


def test_a_short_secret_does_not_count(complete):
    complete["LYNCHPIN_SECRET_KEY"] = "s" * 31

    with pytest.raises(WrongSettings, match="LYNCHPIN_SECRET_KEY"):
        read_settings(complete).require_secrets()


def test_secrets_do_not_show_when_settings_are_printed(complete):
    shown = repr(read_settings(complete))

    assert "s" * 32 not in shown
    assert "kkkk" not in shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1:not base64!", id="not base64"),
        pytest.param("1:" + base64.b64encode(b"k" * 16).decode(), id="too short"),
        pytest.param("1:" + base64.b64encode(b"k" * 33).decode(), id="too long"),
        pytest.param(f"one:{KEY}", id="number in words"),
        pytest.param(f"0:{KEY}", id="number nought"),
        pytest.param(f"-1:{KEY}", id="number below nought"),
        pytest.param("1:", id="nothing"),
        pytest.param(f"2:{OTHER_KEY},1:short", id="second of two"),
        pytest.param(f"1:{KEY},1:{OTHER_KEY}", id="one number twice"),
    ],
)
def test_a_bad_data_key_is_refused(text):
    with pytest.raises(WrongSettings, match="LYNCHPIN_DATA_KEY"):
        read_data_keys(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("", [], id="none"),
        pytest.param(KEY, [1], id="without a number"),
        pytest.param(f"7:{KEY}", [7], id="with a number"),
        pytest.param(f" 2:{OTHER_KEY} , 1:{KEY} ,", [2, 1], id="while changing over, the new one first"),
    ],
)
def test_data_keys_are_read_in_their_order(text, numbers):
    assert list(read_data_keys(text)) == numbers


def test_a_made_data_key_can_be_read_and_is_new_each_time():
    first, second = make_data_key(), make_data_key()

    assert list(read_data_keys(first)) == [1]
    assert first != second


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LYNCHPIN_MODE", "staging"),
        ("LYNCHPIN_HTTPS", "perhaps"),
        ("LYNCHPIN_SEMANTIC", "2"),
        ("LYNCHPIN_IDLE_MINUTES", "0"),
        ("LYNCHPIN_PAGES_PER_MINUTE", "0"),
        ("LYNCHPIN_FEEDS_PER_MINUTE", "many"),
        ("LYNCHPIN_UPLOAD_MB", "11"),
        ("LYNCHPIN_REMINDER_WEEKS", "0,8,4"),
        ("LYNCHPIN_REMINDER_WEEKS", "0,4,"),
        ("LYNCHPIN_REMINDER_WEEKS", "0,500"),
        ("LYNCHPIN_REMINDER_WEEKS", "-1,4"),
        ("LYNCHPIN_LAPSED_WEEKS", "105"),
        ("LYNCHPIN_IDLE_MINUTES", "-5"),
        ("LYNCHPIN_IDLE_MINUTES", "half an hour"),
    ],
)
def test_a_value_that_cannot_be_understood_is_named(complete, name, text):
    with pytest.raises(WrongSettings, match=name):
        read_settings({**complete, name: text})


@pytest.mark.parametrize(
    ("text", "expected"), [("", True), ("yes", True), ("On", True), ("1", True), ("no", False), (" FALSE ", False)]
)
def test_flags_are_read_in_plain_words(complete, text, expected):
    assert read_settings({**complete, "LYNCHPIN_SEMANTIC": text}).with_semantic is expected


def test_hosts_are_a_list_with_commas(complete):
    complete["LYNCHPIN_ALLOWED_HOSTS"] = " a.example , b.example,, "

    assert read_settings(complete).allowed_hosts == ("a.example", "b.example")


def test_a_demonstration_has_all_it_needs(instance):
    become_demo(instance)

    settings = read_settings({"LYNCHPIN_INSTANCE": str(instance)})

    settings.require_secrets()
    assert settings.mode is Mode.DEMO
    assert settings.demo_password
    assert "127.0.0.1" in settings.allowed_hosts
    assert not settings.is_behind_https


def test_secrets_of_a_demonstration_are_made_once(instance):
    become_demo(instance)
    before = (instance / DEMO_FILE).read_text()

    become_demo(instance)

    assert (instance / DEMO_FILE).read_text() == before


def test_two_commands_that_begin_a_demonstration_at_once_agree(instance, at_once):
    def begin():
        become_demo(instance)
        return (instance / DEMO_FILE).read_text()

    found = at_once(*[begin] * 8)

    assert set(found) == {(instance / DEMO_FILE).read_text()}


def test_secrets_of_a_demonstration_are_for_the_owner_alone(instance):
    instance.mkdir()
    # Left over from a start that was broken off, and open to all.
    (instance / DEMO_FILE).with_suffix(".new").touch(mode=0o666)

    become_demo(instance)

    assert stat.S_IMODE((instance / DEMO_FILE).stat().st_mode) == 0o600


def test_production_never_takes_the_secrets_of_a_demonstration(instance):
    become_demo(instance)

    settings = read_settings({"LYNCHPIN_INSTANCE": str(instance), "LYNCHPIN_MODE": "production"})

    assert settings.secret_key == ""
    assert settings.data_keys == {}
    assert settings.demo_password == ""


def test_a_demo_file_that_was_spoilt_is_named(instance):
    instance.mkdir()
    Path(instance, DEMO_FILE).write_text("secret_key = ")

    with pytest.raises(WrongSettings, match=DEMO_FILE):
        read_settings({"LYNCHPIN_INSTANCE": str(instance)})


def test_demo_passwords_are_long_and_differ():
    passwords = {make_demo_password() for _ in range(50)}

    assert len(passwords) > 45
    assert all(len(each) >= 12 for each in passwords)


def test_passwords_stay_out_of_what_settings_print(complete):
    complete["LYNCHPIN_DATABASE_URL"] = "postgresql+psycopg://ann:hunter2@host/name"
    complete["LYNCHPIN_KEY_STORE_URL"] = "postgresql+psycopg://ann:hunter3@host/keys"

    assert "hunter" not in repr(read_settings(complete))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("no", (), id="no"),
        pytest.param("10.2.0.0/16, 192.168.7.4", ("10.2.0.0/16", "192.168.7.4/32"), id="networks"),
        pytest.param("fd00::/8", ("fd00::/8",), id="IPv6"),
        pytest.param("yes", ("0.0.0.0/0", "::/0"), id="everything"),
    ],
)
def test_private_networks_with_feeds_are_read(complete, text, allowed):
    settings = read_settings(complete | {"LYNCHPIN_ALLOW_PRIVATE_FEEDS": text})

    assert tuple(map(str, settings.private_feeds)) == allowed


@pytest.mark.parametrize("text", ["10.2.0.1/16", "the office", "10.2.0.0/16,,"])
def test_what_is_no_network_is_refused(complete, text):
    with pytest.raises(WrongSettings, match=r"must be yes, no, or networks such as 10\.2\.0\.0/16"):
        read_settings(complete | {"LYNCHPIN_ALLOW_PRIVATE_FEEDS": text})


def test_a_contact_fits_into_a_header(complete):
    assert read_settings(complete | {"LYNCHPIN_CONTACT": " it@example.org "}).contact == "it@example.org"
    with pytest.raises(WrongSettings, match="LYNCHPIN_CONTACT"):
        read_settings(complete | {"LYNCHPIN_CONTACT": "it@example.org\r\nX-Evil: 1"})


def test_calendars_are_those_of_england_without_terms_unless_set(instance):
    plain = read_settings({"LYNCHPIN_INSTANCE": str(instance)})
    welsh = {"LYNCHPIN_NATION": "wales", "LYNCHPIN_TERMS_FILE": "/etc/terms.toml"}

    told = read_settings({"LYNCHPIN_INSTANCE": str(instance), **welsh})

    assert (plain.nation, plain.terms_file) == ("england", None)
    assert (told.nation, told.terms_file) == ("wales", Path("/etc/terms.toml"))
    with pytest.raises(WrongSettings, match="LYNCHPIN_NATION"):
        read_settings({"LYNCHPIN_INSTANCE": str(instance), "LYNCHPIN_NATION": "france"})


@pytest.mark.parametrize(("text", "allowed"), [("", 600), ("1200", 1_200), ("no", None)])
def test_how_many_public_pages_a_minute_may_be_asked_for(complete, text, allowed):
    settings = read_settings({**complete, "LYNCHPIN_PAGES_PER_MINUTE": text, "LYNCHPIN_FEEDS_PER_MINUTE": text})

    assert (settings.pages_per_minute, settings.feeds_per_minute) == (allowed, allowed)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        pytest.param("", (0, 4, 8), id="usual"),
        pytest.param("none", (), id="nobody is asked"),
        pytest.param(" 0, 6 ", (0, 6), id="twice"),
    ],
)
def test_groups_are_asked_in_these_weeks_after_a_listing_was_due(complete, text, weeks):
    assert read_settings({**complete, "LYNCHPIN_REMINDER_WEEKS": text}).reminder_weeks == weeks


@pytest.mark.parametrize(("text", "weekday"), [("", 0), ("monday", 0), (" Friday ", 4), ("sunday", 6)])
def test_weekly_letter_goes_out_on_monday_unless_set(instance, text, weekday):
    settings = read_settings({"LYNCHPIN_INSTANCE": str(instance), "LYNCHPIN_DIGEST_DAY": text})

    assert settings.digest_day == weekday


def test_day_of_the_weekly_letter_that_is_none_is_told(instance):
    with pytest.raises(WrongSettings, match=r"LYNCHPIN_DIGEST_DAY.*monday, tuesday"):
        read_settings({"LYNCHPIN_INSTANCE": str(instance), "LYNCHPIN_DIGEST_DAY": "Mondays"})
