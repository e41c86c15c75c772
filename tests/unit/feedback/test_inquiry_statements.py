"""The privacy text and the records say of the form what its settings do, and nothing where there is none."""

import json

import pytest
from inquiry_samples import make_settings

from feedback_function.privacy import render_privacy
from feedback_function.processing_records import render_records
from feedback_function.settings import EndpointSettings, read_settings


def build(**changes):
    given = make_settings("inquiry.json", "smtps://smtp.worksmobile.example", **changes)
    return read_settings({f"HC_{name.upper()}": value for name, value in given.items()})


def test_the_text_tells_what_is_taken_how_long_and_by_whose_server():
    page = render_privacy(build(inquiry_keep="14"))
    for told in (
        "문의 양식",
        "이메일 주소나 전화번호",
        "14일 동안 보관한 뒤 지워요",
        "smtp.worksmobile.example",
        "답변 예상 시각을 보내요",
    ):
        assert told in page
    assert "14 days and then deleted" in render_privacy(build(inquiry_keep="14"), "en")
    assert "답변 예상 시각을 보내요" not in render_privacy(build(inquiry_acknowledgements="0"))


@pytest.mark.parametrize(("text", "told"), [("no", "문의 내용은 보내지 않아요"), ("yes", "분야, 문의 내용을 알려요")])
def test_the_text_names_the_services_and_what_they_are_told(text, told):
    hooks = json.dumps(
        [{"kind": "slack", "url": "https://hooks.example/1"}, {"kind": "kakaowork", "url": "https://a.kr"}]
    )
    settings = build(inquiry_webhooks=hooks, inquiry_webhook_text=text)
    page = render_privacy(settings)
    assert "Slack, Kakao Work에" in page
    assert told in page
    assert "메일 서버 smtp.worksmobile.example, Slack, Kakao Work 말고는" in render_records(settings)


def test_the_records_have_a_row_for_the_form_and_how_to_erase():
    for language, told in (("ko", "| 문의 양식:"), ("en", "| inquiry form:")):
        records = render_records(build(inquiry_keep="7"), language)
        assert told in records
        assert "hc inquiries erase" in records
        assert "7일" in records or "7 days" in records


def test_without_a_form_neither_speaks_of_one():
    for language in ("ko", "en"):
        for text in (render_privacy(EndpointSettings(), language), render_records(EndpointSettings(), language)):
            assert "문의 양식" not in text
            assert "inquir" not in text
