"""The error page of an address that is not there."""

import pytest


@pytest.fixture
def lost(visit, watch):
    """Opens an address that is not there."""

    def open_page(path):
        page = visit(path)
        watch.forgive()  # the page itself was answered 404
        return page

    return open_page


def test_the_nearest_article_is_suggested_and_the_address_counted(lost, site):
    page = lost("/delivery/late-parcels.html?from=mail#top")
    first = page.locator("[data-nearest] a").first
    first.wait_for()
    assert first.get_attribute("href").endswith("/delivery/late-parcel/")
    event = site.wait_for(page, lambda event: event.type == "missing")
    assert event.asked == "/delivery/late-parcels.html"


def test_personal_data_in_an_address_never_leaves_the_browser(lost, site):
    sent = []
    page = lost("/order/010-1234-5678/")
    page.on("request", lambda request: sent.append(request.post_data or ""))
    event = site.wait_for(page, lambda event: event.type == "missing")
    assert (event.asked, event.page) == ("/order/[전화번호]/", "/order/[전화번호]/")
    assert "1234" not in "".join(sent)


def test_the_error_page_itself_is_no_missing_page(visit, site):
    page = visit("/404.html")
    page.wait_for_timeout(2_500)
    assert page.locator("[data-nearest]").is_hidden()
    assert [event for event in site.events if event.type == "missing" and event.asked == "/404.html"] == []
