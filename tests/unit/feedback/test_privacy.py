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


def test_the_starters_article_says_what_the_endpoint_does_unless_it_is_told_otherwise():
    article = Path(__file__).parents[3] / "content/privacy/help-center-records.md"
    assert render_privacy(EndpointSettings()) in article.read_text(encoding="utf-8")
