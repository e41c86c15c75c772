"""A bare link is as long as its writer meant it: with its brackets and `_`, without the particle and the emphasis."""

import pytest

from hc_builder.content.markup import Renderer


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://ko.wikipedia.org/wiki/교환_(상법)", "https://ko.wikipedia.org/wiki/교환_(상법)"),
        ("규정은 https://a.kr/rule_(2026)에서 봐요", "https://a.kr/rule_(2026)"),
        ("(규정: https://a.kr/rule_(2026))", "https://a.kr/rule_(2026)"),
        ("https://a.kr/wiki/교환_(상법).", "https://a.kr/wiki/교환_(상법)"),
        ("https://a.kr/반품_안내", "https://a.kr/반품_안내"),
        ("_먼저_ https://a.kr/반품_(안내)", "https://a.kr/반품_(안내)"),
        ("(https://a.kr/faq)에서", "https://a.kr/faq"),
        ("www.a.kr/반품_(안내)", "http://www.a.kr/반품_(안내)"),
        ("_https://a.kr/faq_에서", "https://a.kr/faq"),
        ("*https://a.kr/faq*을", "https://a.kr/faq"),
        ("**https://a.kr/faq**(필독)", "https://a.kr/faq"),
        ("~~https://a.kr/faq~~가", "https://a.kr/faq"),
        ("https://a.kr/faq에서는", "https://a.kr/faq"),
    ],
)
def test_a_bare_link_is_whole(text: str, target: str) -> None:
    assert [reference.target for reference in Renderer().render(text, "ko").references] == [target]


def test_what_stands_around_a_link_stays() -> None:
    rendered = Renderer().render("(https://a.kr/faq)에서, _https://a.kr/b_는", "ko")
    assert rendered.sections[0].text == "(https://a.kr/faq)에서, https://a.kr/b는"
    assert "<em>" in rendered.html
