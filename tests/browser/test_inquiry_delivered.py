"""From the form of the example shop to the mailboxes of the shop and the customer, and the count in the endpoint."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inquiry_samples import KEY
from mail_servers import MailServer
from playwright.sync_api import Page, expect
from running_site import read_reference
from test_inquiry_form import PICTURE, fill, open_form, send

TEXT = "상자가 찢어진 채로 왔어요."


@pytest.fixture(scope="module")
def site(built: Path, mail: MailServer, serve_folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    settings = {
        "inquiry_site": str(built / "inquiry.json"),
        "inquiry_keys": (KEY,),
        "inquiry_receivers": json.dumps({"delivery": "delivery@shop.example", "*": "help@shop.example"}),
        "inquiry_sender": "온서랍 <help@shop.example>",
        "inquiry_smtp": mail.url,
        "inquiry_acknowledgements": 200,
    }
    with serve_folder(built, f"sqlite:///{tmp_path_factory.mktemp('events')}/events.db", **settings) as served:
        yield served


@pytest.mark.parametrize(("with_script", "address"), [(True, "seo@customer.example"), (False, "han@customer.example")])
def test_an_inquiry_reaches_whoever_answers_its_topic(
    visit: Callable[..., Page], site, mail: MailServer, with_script: bool, address: str
) -> None:
    page = open_form(visit) if with_script else visit("/inquiry/", java_script_enabled=False)
    fill(page, TEXT)
    page.get_by_label("이메일").fill(address)
    page.locator("#inquiry-files").set_input_files([PICTURE])
    send(page)
    letters = mail.wait_for_letters(read_reference(page))
    shop, customer = letters["delivery@shop.example"], letters[address]
    assert f"> {TEXT}" in shop.text
    assert shop.message["Reply-To"] == address
    assert [part.get_content_type() for part in shop.message.iter_attachments()] == ["image/png"]
    assert TEXT not in customer.text
    assert "http" not in customer.text


def test_a_refusal_by_the_server_names_the_field(visit: Callable[..., Page], site, watch) -> None:
    """What only the server can see: a file that is no picture, whatever its name says."""
    page = open_form(visit)
    fill(page, TEXT)
    page.locator("#inquiry-files").set_input_files([{**PICTURE, "buffer": b"no picture at all"}])
    send(page)
    expect(page.locator("#inquiry-files-fault")).to_have_text(re.compile("보낼 수 없는 파일"))
    watch.forgive()
