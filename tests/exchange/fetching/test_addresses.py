import pytest

from directory.exchange.fetching.addresses import WrongAddress, read_address, redirected


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param(" https://Example.org ", "https://example.org/", id="host alone"),
        pytest.param("http://example.org:8080/feed/", "http://example.org:8080/feed/", id="port"),
        pytest.param("https://example.org:443/feed", "https://example.org/feed", id="usual port"),
        pytest.param("https://example.org/a b?q=é", "https://example.org/a%20b?q=%C3%A9", id="other letters"),
        pytest.param("https://example.org/a%20b#top", "https://example.org/a%20b", id="written out, and a fragment"),
        pytest.param("https://[2001:db8::1]/feed", "https://[2001:db8::1]/feed", id="IPv6"),
        pytest.param("https://müller.example/", "https://xn--mller-kva.example/", id="accents"),
    ],
)
def test_an_address_is_read(typed, read):
    assert str(read_address(typed)) == read


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("example.org/feed", "must begin with https://", id="no scheme"),
        pytest.param("file:///etc/passwd", "must begin with https://", id="file"),
        pytest.param("gopher://example.org/", "must begin with https://", id="another scheme"),
        pytest.param("https:///feed", "must begin with https://", id="no host"),
        pytest.param("https://ann:secret@example.org/", "user name or password", id="credentials"),
        pytest.param("https://@example.org/", "user name or password", id="empty credentials"),
        pytest.param("https://example.org:99999/", "is no address of the web", id="port out of range"),
        pytest.param("https://example.org:0/", "port 0", id="port nought"),
        pytest.param("https://[::1/", "is no address of the web", id="broken brackets"),
        pytest.param("https://exa mple.org/", "is no name of a host", id="space in a host"),
        pytest.param("https://example.org%00.evil.example/", "is no name of a host", id="percent in a host"),
        pytest.param("https://" + "ä" * 70 + ".example/", "is no name of a host", id="too long a name"),
        pytest.param("https://example.org/" + "a" * 2000, "longer than", id="too long"),
    ],
)
def test_what_is_no_open_address_is_refused(typed, told):
    with pytest.raises(WrongAddress, match=told):
        read_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("https://ann:secret@example.org/", id="as it should be"),
        pytest.param("https://ann:secret@example.org:99999/", id="port out of range"),
        pytest.param("https://ann:secret@[::1/", id="broken brackets"),
        pytest.param("https://ann:sec[ret@example.org/", id="bracket in a password"),
        pytest.param("https://ann:secret@exa mple.org/", id="space in a host"),
        pytest.param("https://ann:secret/@example.org:x/", id="slash in a password"),
        pytest.param("https:/ann:secret@example.org/", id="slash too few"),
        pytest.param("ftp://ann:secret@example.org/", id="another scheme"),
    ],
)
def test_a_password_is_not_repeated(typed):
    with pytest.raises(WrongAddress) as refused:
        read_address(typed)

    assert "ret" not in str(refused.value)
    assert "ann" not in str(refused.value)


def test_where_a_redirect_would_have_led_is_told_without_a_password():
    with pytest.raises(WrongAddress) as refused:
        redirected(read_address("https://example.org/feed/"), "https://ann:secret@example.org:99999/")

    assert "secret" not in str(refused.value)


def test_what_is_below_an_address_is_named():
    feed = read_address("https://example.org/feed/?old=1")

    assert str(feed.below("services", page=2, full="true")) == "https://example.org/feed/services?page=2&full=true"
    assert str(feed.below("services", "../a/b?c")) == "https://example.org/feed/services/..%2Fa%2Fb%3Fc"


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        pytest.param("/other", "https://example.org/other", id="path"),
        pytest.param("//other.example/x", "https://other.example/x", id="other host"),
        pytest.param("services", "https://example.org/feed/services", id="relative"),
    ],
)
def test_a_redirect_is_followed(location, leads_to):
    assert str(redirected(read_address("https://example.org/feed/"), location)) == leads_to


@pytest.mark.parametrize("location", ["http://example.org/", "ftp://example.org/", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(location):
    with pytest.raises(WrongAddress):
        redirected(read_address("https://example.org/feed/"), location)
