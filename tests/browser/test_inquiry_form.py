"""The inquiry form: looked at before it is sent, sent once, kept until the server has it; and without a script."""

import base64
import re
import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from inquiry_receiver import REFERENCE, Receiver
from playwright.sync_api import Page, expect
from waiting import wait_until

FORM = "/inquiry/"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURE = {"name": "찢어진 상자.png", "mimeType": "image/png", "buffer": PNG}


@pytest.fixture(scope="module")
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture(scope="module")
def site(built, receiver, serve_folder, tmp_path_factory) -> Iterator:
    database = f"sqlite:///{tmp_path_factory.mktemp('events')}/events.db"
    with serve_folder(built, database, more=[receiver.route]) as served:
        yield served


@pytest.fixture(autouse=True)
def _anew(receiver):
    receiver.kept.clear()
    receiver.moods.clear()
    receiver.tries = 0


def fill(page: Page, text: str = "상자가 찢어진 채로 왔어요.") -> None:
    page.get_by_label("배송", exact=False).first.check()
    page.get_by_label("문의 내용").fill(text)
    page.get_by_label("이메일").fill("seo@customer.example")


def send(page: Page) -> None:
    page.get_by_role("button", name="문의 보내기").click()


def wait_for_script(page: Page) -> None:
    expect(page.locator("hc-inquiry form")).to_have_attribute("novalidate", "")


def open_form(visit, path: str = FORM, **options) -> Page:
    page = visit(path, **options)
    wait_for_script(page)
    return page


def only(receiver: Receiver):
    (inquiry,) = receiver.kept.values()
    return inquiry


def test_what_is_wrong_stands_beside_its_field_and_has_the_focus(visit, receiver):
    page = open_form(visit, width=360, height=740)
    send(page)
    expect(page.get_by_text("무엇에 대한 문의인지 골라 주세요.")).to_be_visible()
    expect(page.get_by_text("문의 내용을 적어 주세요.")).to_be_visible()
    expect(page.locator("[name=topic]").first).to_be_focused()
    page.get_by_label("배송", exact=False).first.check()
    page.get_by_label("문의 내용").fill("늦어요")
    expect(page.get_by_text("무엇에 대한 문의인지 골라 주세요.")).to_be_hidden()
    page.get_by_label("이메일").fill("seo@customer")
    page.get_by_label("휴대폰 번호").fill("１０")
    send(page)
    expect(page.get_by_label("이메일")).to_be_focused()
    expect(page.get_by_label("이메일")).to_have_attribute("aria-invalid", "true")
    described = page.get_by_label("이메일").get_attribute("aria-describedby").split()
    assert "inquiry-email-fault" in described
    expect(page.locator("#inquiry-email-fault")).to_have_text(re.compile("이메일 주소를 다시 확인"))
    expect(page.locator("#inquiry-phone-fault")).to_have_text(re.compile("번호를 다시 확인"))
    assert receiver.tries == 0


def test_what_was_tried_goes_along_unless_it_is_taken_out(visit, site, receiver):
    page = visit("/delivery/late-parcel/")
    page.goto(f"{site.url}/search/?q=환불 언제 돼요")
    page.get_by_role("option", name="환불은 언제 받을 수 있나요?").click()
    page.locator("#contact").get_by_role("link", name="1:1 문의").click()
    page.wait_for_url("**/inquiry/")
    wait_for_script(page)
    tried = page.get_by_role("region", name="함께 보내는 내용")
    expect(tried.get_by_role("listitem")).to_have_count(3)
    expect(tried).to_contain_text("검색: 환불 언제 돼요")
    tried.get_by_role("button", name=re.compile("^읽은 글: .*늦어")).click()
    expect(tried.get_by_role("listitem")).to_have_count(2)
    fill(page)
    page.get_by_label("주문번호").fill("20261130-000123")
    page.locator("#inquiry-files").set_input_files([PICTURE])
    expect(page.get_by_text("찢어진 상자.png")).to_be_visible()
    send(page)
    expect(page.get_by_role("heading", name="문의를 접수했어요")).to_be_focused()
    expect(page.get_by_text(f"접수 번호: {REFERENCE}")).to_be_visible()
    expect(page.get_by_text("12월 1일 화요일 오후 3:00까지 답변드릴게요.")).to_be_visible()
    inquiry = only(receiver)
    assert inquiry.fields["queries"] == ["환불 언제 돼요"]
    assert inquiry.fields["articles"] == ["refund/when"] == inquiry.fields["article"]
    assert (inquiry["topic"], inquiry["lang"], inquiry["from"]) == ("delivery", "ko", "site")
    assert (inquiry["order"], inquiry["website"], "phone" in inquiry.fields) == ("20261130-000123", "", False)
    assert int(inquiry["elapsed"]) > 0
    assert inquiry.files == [(PICTURE["name"], "image/png", PNG)]
    event = site.wait_for(page, lambda event: event.type == "contact")
    assert (event.channel, event.article, event.query) == ("form", "refund/when", "환불 언제 돼요")
    assert page.evaluate("sessionStorage.getItem('hc-inquiry')") is None


def test_the_guide_that_led_here_is_shown_and_can_be_taken_out(visit, receiver):
    page = visit("/flows/delivery/")
    guide = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="1:1 문의").first.click()
    page.wait_for_url("**/inquiry/")
    wait_for_script(page)
    tried = page.get_by_role("region", name="함께 보내는 내용")
    expect(tried.get_by_role("listitem")).to_contain_text([f"따라간 안내: {guide}"])
    fill(page)
    receiver.moods += ["portal"]  # it has it, and the form still is there
    send(page)
    page.get_by_role("button", name="보내지 않고 고치기").click()
    assert only(receiver)["article"] == "flow:delivery/status"
    receiver.kept.clear()
    tried.get_by_role("button").click()
    expect(tried).to_have_count(0)
    send(page)
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    assert "article" not in only(receiver).fields


def test_an_answer_that_is_shown_ends_the_form_and_is_counted(visit, site, receiver):
    page = open_form(visit)
    page.get_by_label("문의 내용").fill("로그인이 안 돼요. 비밀번호 몇 번 틀리면 잠기나요? 답변 부탁드려요.")
    shown = page.get_by_role("region", name="혹시 이 답인가요?")
    expect(shown.locator("blockquote")).to_be_visible()
    expect(shown.get_by_role("link").first).to_have_attribute("href", re.compile("/account/"))
    shown.get_by_role("button", name="네, 해결됐어요").click()
    expect(page.get_by_role("heading", name="해결됐다니 다행이에요")).to_be_focused()
    event = site.wait_for(page, lambda event: event.type == "open")
    assert (event.source, event.article.split("/")[0]) == ("form", "account")
    assert receiver.tries == 0
    assert not [event for event in site.events if event.type == "search" and "잠기나요" in event.query]
    page.get_by_role("button", name="이어서 문의하기").click()
    expect(page.get_by_label("문의 내용")).to_have_value(re.compile("로그인이 안 돼요"))


def test_two_taps_send_one_inquiry(visit, receiver):
    receiver.moods += ["slow"]
    page = open_form(visit)
    fill(page)
    page.get_by_role("button", name="문의 보내기").dblclick()
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    assert (receiver.tries, len(receiver.kept)) == (1, 1)


def test_offline_it_is_kept_and_sent_once_the_network_is_back(visit, receiver, watch):
    page = open_form(visit, width=360, height=740)
    fill(page)
    page.locator("#inquiry-files").set_input_files([PICTURE])
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_role("heading", name="아직 보내지 못했어요")).to_be_focused()
    expect(page.get_by_text("인터넷에 연결되어 있지 않아요")).to_be_visible()
    assert receiver.tries == 0
    page.context.set_offline(False)
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    watch.forgive()  # the search may still have been on its way
    assert (receiver.tries, only(receiver).files[0][2]) == (1, PNG)


def test_an_answer_that_is_lost_on_the_way_makes_no_second_inquiry(visit, receiver):
    receiver.moods += ["portal"]
    page = open_form(visit)
    fill(page)
    send(page)
    page.get_by_role("button", name="지금 다시 보내기").click()
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    assert (receiver.tries, len(receiver.kept)) == (2, 1)


def test_what_waits_is_sent_from_the_next_page_of_the_site(visit, site, receiver, watch):
    receiver.moods += ["busy"]
    page = open_form(visit)
    fill(page)
    send(page)
    expect(page.get_by_text("지금은 문의를 받을 수 없어요.")).to_be_visible()
    watch.forgive()  # the browser says that the answer was 503
    page.goto(f"{site.url}/delivery/fee/")
    expect(page.get_by_text(f"앞서 남기신 문의를 접수했어요. 접수 번호: {REFERENCE}")).to_be_visible()
    assert only(receiver)["text"] == "상자가 찢어진 채로 왔어요."
    assert page.evaluate("localStorage.getItem('hc-inquiry-waiting')") is None
    page.goto(f"{site.url}{FORM}")
    wait_for_script(page)
    expect(page.get_by_label("문의 내용")).to_have_value("")


def test_what_waits_can_be_taken_back_and_changed(visit, receiver, watch):
    receiver.moods += ["busy"]
    page = open_form(visit)
    fill(page)
    page.locator("#inquiry-files").set_input_files([PICTURE])
    send(page)
    page.get_by_role("button", name="보내지 않고 고치기").click()
    watch.forgive()
    expect(page.get_by_text("찢어진 상자.png")).to_be_visible()
    page.get_by_label("문의 내용").fill("다시 보니 괜찮아요.")
    send(page)
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    assert only(receiver)["text"] == "다시 보니 괜찮아요."


def test_a_refusal_of_the_server_stands_beside_its_field(visit, receiver, watch):
    receiver.moods += ["refuses"]
    page = open_form(visit)
    fill(page)
    send(page)
    expect(page.locator("#inquiry-email-fault")).to_have_text("이 주소로는 답장을 보낼 수 없어요.")
    expect(page.get_by_label("이메일")).to_be_focused()
    watch.forgive()  # 422


def test_what_is_refused_on_another_page_is_told_and_mended_in_the_form(visit, site, receiver, watch):
    receiver.moods += ["busy", "refuses"]
    page = open_form(visit, width=360, height=740)
    fill(page)
    page.locator("#inquiry-files").set_input_files([PICTURE])
    send(page)
    expect(page.get_by_role("button", name="지금 다시 보내기")).to_be_visible()
    page.goto(f"{site.url}/delivery/fee/")
    told = page.locator(".hc-toast")
    expect(told).to_contain_text("앞서 남기신 문의를 보내지 못했어요. 이 주소로는 답장을 보낼 수 없어요.")
    page.goto(f"{site.url}/refund/when/")  # until the customer has seen to it, and sent to nobody meanwhile
    told.get_by_role("link", name="고쳐서 보내기").click()
    wait_for_script(page)
    expect(page.get_by_role("heading", name="앞서 남기신 문의를 보내지 못했어요.")).to_be_focused()
    page.get_by_role("button", name="고쳐서 보내기").click()
    expect(page.locator("#inquiry-email-fault")).to_have_text("이 주소로는 답장을 보낼 수 없어요.")
    page.get_by_label("이메일").fill("seo@other.example")
    page.reload()  # what was mended so far is newer than what was refused
    wait_for_script(page)
    expect(page.get_by_text("찢어진 상자.png")).to_be_visible()
    assert receiver.tries == 2
    send(page)
    expect(page.get_by_text(REFERENCE)).to_be_visible()
    assert (only(receiver)["email"], only(receiver).files[0][2]) == ("seo@other.example", PNG)
    assert page.evaluate("localStorage.getItem('hc-inquiry-waiting')") is None
    watch.forgive()  # 503 and 422


def test_what_is_refused_after_it_waited_is_kept_until_the_customer_lets_it_go(visit, site, receiver, watch):
    receiver.moods += ["busy", "refuses"]
    page = open_form(visit)
    fill(page)
    send(page)
    page.get_by_role("button", name="지금 다시 보내기").click()
    expect(page.locator("#inquiry-email-fault")).to_be_visible()
    page.evaluate("sessionStorage.clear()")  # another tab, another day
    page.goto(f"{site.url}{FORM}")
    expect(page.get_by_text("이 주소로는 답장을 보낼 수 없어요.")).to_be_visible()
    page.get_by_role("button", name="보내지 않기").click()
    expect(page.get_by_label("문의 내용")).to_have_value("")
    # Not by a function in the page, whose policy lets no text be run.
    wait_until(lambda: page.evaluate("localStorage.getItem('hc-inquiry-waiting')") is None)
    watch.forgive()


def test_what_is_put_off_waits_as_long_as_the_server_asks_for(visit, site, receiver, watch):
    receiver.moods += ["many"]
    page = open_form(visit)
    fill(page)
    send(page)
    expect(page.get_by_text("지금은 문의를 받을 수 없어요.")).to_be_visible()
    page.goto(f"{site.url}/delivery/fee/")
    page.wait_for_load_state("networkidle")
    page.goto(f"{site.url}{FORM}")
    expect(page.get_by_text("지금은 문의를 받을 수 없어요.")).to_be_visible()
    assert receiver.tries == 1
    page.clock.set_fixed_time(time.time() + 3_700)
    page.goto(f"{site.url}/delivery/fee/")
    expect(page.get_by_text(f"접수 번호: {REFERENCE}")).to_be_visible()
    assert (receiver.tries, only(receiver)["text"]) == (2, "상자가 찢어진 채로 왔어요.")
    watch.forgive()


def test_a_draft_is_kept_in_the_tab(visit):
    page = open_form(visit)
    fill(page, "쓰다가 만 글")
    page.locator("#inquiry-files").set_input_files([PICTURE])
    page.reload()
    wait_for_script(page)
    expect(page.get_by_label("문의 내용")).to_have_value("쓰다가 만 글")
    expect(page.locator("[name=topic][value=delivery]")).to_be_checked()
    expect(page.get_by_text("파일은 탭에 두지 못해요.")).to_be_visible()


def test_files_are_looked_at_before_they_are_sent(visit, receiver, tmp_path):
    page = open_form(visit)
    fill(page)
    files = page.locator("#inquiry-files")
    files.set_input_files([PICTURE | {"name": f"{number}.png", "buffer": PNG + bytes([number])} for number in range(6)])
    expect(page.get_by_text("파일은 5개까지 보낼 수 있어요.")).to_be_visible()
    page.get_by_role("button", name="0.png 빼기").click()
    expect(page.get_by_text("파일은 5개까지 보낼 수 있어요.")).to_be_hidden()
    page.get_by_role("button", name="1.png 빼기").click()
    files.set_input_files([{"name": "script.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}])
    expect(page.get_by_text("보낼 수 없는 종류의 파일이에요: script.svg")).to_be_visible()
    send(page)
    page.get_by_role("button", name="script.svg 빼기").click()
    (tmp_path / "large.png").write_bytes(PNG + bytes(10 * 1024 * 1024))
    files.set_input_files(tmp_path / "large.png")
    expect(page.get_by_text("파일이 모두 합해 10MB를 넘어요.")).to_be_visible()
    send(page)
    assert receiver.tries == 0


def test_without_a_script_the_form_is_sent_as_it_stands(visit, receiver):
    page = visit(FORM, java_script_enabled=False)
    fill(page)
    page.locator("#inquiry-files").set_input_files([PICTURE])
    send(page)
    expect(page.get_by_role("heading", name=f"접수 번호: {REFERENCE}")).to_be_visible()
    inquiry = only(receiver)
    assert (inquiry["topic"], inquiry["email"], inquiry["lang"]) == ("delivery", "seo@customer.example", "ko")
    assert inquiry.files == [(PICTURE["name"], "image/png", PNG)]


@pytest.mark.parametrize("look", [{"width": 360, "color_scheme": "dark"}, {"width": 1280, "color_scheme": "light"}])
def test_axe_finds_no_fault_in_the_form_with_all_that_it_can_show(visit, look):
    page = open_form(visit, reduced_motion="reduce", **look)
    page.get_by_label("문의 내용").fill("환불은 언제 되나요?")
    expect(page.get_by_role("region", name="혹시 이 글을 찾으셨나요?")).to_be_visible()
    page.locator("#inquiry-files").set_input_files([PICTURE])
    send(page)
    expect(page.locator(".hc-fault:visible").first).to_be_visible()
    report = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert report.violations_count == 0, report.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= look["width"]
