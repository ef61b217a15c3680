"""What this site says of itself."""


def test_a_listing_is_no_recommendation(browser, db):
    assert "A listing is not a recommendation" in browser.get("/about").text
    assert 'href="/about"' in browser.get("/").text
