"""Where a way to a person leads, and what may go along."""

import pytest

from hc_builder.content.contact_settings import Channel

CHAT = "https://talk.example/shop?text={summary}&from=help"


@pytest.mark.parametrize(
    ("channel", "href", "summary_href"),
    [
        (Channel("phone", value="1588 0000"), "tel:15880000", ""),
        (
            Channel("email", value="help@shop.example"),
            "mailto:help@shop.example",
            "mailto:help@shop.example?body={summary}",
        ),
        (Channel("email", url="https://mail.example/"), "https://mail.example/", ""),
        (Channel("chat", url=CHAT), "https://talk.example/shop?text=&from=help", CHAT),
        (Channel("kakao", url="https://pf.kakao.com/_x/chat"), "https://pf.kakao.com/_x/chat", ""),
        (Channel("form"), "", ""),
    ],
)
def test_an_address_carries_a_summary_where_it_has_a_place_for_it(channel, href, summary_href):
    assert (channel.href, channel.summary_href) == (href, summary_href)
