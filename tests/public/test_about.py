"""What this site says of itself."""


def test_a_listing_is_no_recommendation(browser, db):
    assert "We do not say that a group is good" in browser.get("/about").text
    assert 'href="/about"' in browser.get("/").text
