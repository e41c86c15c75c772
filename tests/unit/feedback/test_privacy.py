from pathlib import Path

from feedback_function.privacy import render_privacy
from feedback_function.settings import EndpointSettings


def test_the_privacy_page_says_what_the_settings_do():
    assert "30일 동안 보관" in render_privacy(EndpointSettings(retention_days=30))
    assert "기한 없이" in render_privacy(EndpointSettings(retention_days=0))
    assert "deleted after 90 days" in render_privacy(EndpointSettings(), "en")


def test_the_privacy_page_names_every_field_and_every_mask():
    page = render_privacy(EndpointSettings())
    for word in ("검색어", "남긴 의견", "설문 점수", "전화번호", "주민등록번호", "계좌번호", "주소"):
        assert word in page


def test_the_privacy_page_says_what_masking_may_miss():
    assert "가리지 못할 수 있으니" in render_privacy(EndpointSettings())
    assert "may be missed" in render_privacy(EndpointSettings(), "en")


def test_the_privacy_page_names_the_shops_own_numbers_if_their_forms_are_given():
    assert "쇼핑몰이 쓰는 번호" not in render_privacy(EndpointSettings())
    assert "쇼핑몰이 쓰는 번호" in render_privacy(EndpointSettings(mask=("ON-####",)))
    assert "numbers of the shop's own" in render_privacy(EndpointSettings(mask=("ON-####",)), "en")


def test_the_starters_article_says_what_the_endpoint_does_unless_it_is_told_otherwise():
    article = Path(__file__).parents[3] / "content/privacy/help-center-records.md"
    assert render_privacy(EndpointSettings()) in article.read_text(encoding="utf-8")
