"""Content that changes while questions are answered: whatever befalls its files, the answers go on."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from model_server import complete, serve_model

from hc_builder.answering import thread
from hc_builder.answering.desk import Desk, Reading
from hc_builder.answering.service import AnswerService, Asked
from hc_builder.answering.thread import DeskThread

LOCKED = "비밀번호 몇 번 틀리면 잠기나요?"


def test_an_article_may_go_while_a_model_words_it(tmp_path: Path, copy_shop: Callable[[Path], Path]) -> None:
    config = copy_shop(tmp_path)
    with serve_model() as model, AnswerService(config, model.open()) as service:
        model.is_slow, model.reply = True, complete("비밀번호를 5번 틀리면 30분 동안 잠겨요. [1]")

        async def ask() -> Any:
            answering = asyncio.create_task(service.answer(Asked(f"{LOCKED} ON-123456", "/v1/answer"), 20))
            while not model.asked:
                await asyncio.sleep(0.01)
            (tmp_path / "content" / "account" / "locked.md").unlink()
            await service.desk.renew()
            model.let_go.set()
            return await answering

        wording = asyncio.run(ask()).wording
        assert "ON-123456" not in str(model.asked)  # by the shop's own form of numbers
        assert (wording.status, wording.sentences[0].url) == ("kept", "https://help.shop.example/account/locked/")
        model.reply = complete("비밀번호를 5번 틀리면 30분 동안 잠겨요. [1] " * 1_000)
        assert asyncio.run(service.answer(Asked("환불 언제", "/v1/answer"), 20)).wording.status == "refused"


def test_the_folder_of_the_start_may_go(
    tmp_path: Path, copy_shop: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = copy_shop(tmp_path / "shop")
    (tmp_path / "start").mkdir()
    monkeypatch.chdir(tmp_path / "start")
    desk = DeskThread(Path(os.path.relpath(config)))
    try:
        (tmp_path / "start").rmdir()
        assert desk.call(lambda it: it.sources)
        asyncio.run(desk.renew())
    finally:
        desk.close()
        monkeypatch.undo()


def test_content_is_followed_again_after_a_fault(
    tmp_path: Path, copy_shop: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    config, read = copy_shop(tmp_path), thread.read_content
    desk, fee = DeskThread(config), tmp_path / "content" / "delivery" / "fee.md"

    def break_once(*given: Any) -> Reading:
        monkeypatch.setattr(thread, "read_content", read)
        raise PermissionError(f"{fee}: what a customer wrote")

    def quote(it: Desk) -> str:
        found = it.ask("배송비 얼마예요").quote
        return found.text if found else ""

    async def follow() -> None:
        async with desk.keep_fresh(), asyncio.timeout(30):
            await asyncio.sleep(0.5)  # until it is watched
            fee.write_text(fee.read_text("utf-8").replace("3,000원이고", "2,500원이고"), "utf-8")
            while "2,500원" not in await desk.run(quote):
                await asyncio.sleep(0.1)

    monkeypatch.setattr(thread, "_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(thread, "read_content", break_once)
    try:
        asyncio.run(follow())
    finally:
        desk.close()
    (record,) = (record for record in caplog.records if record.msg == "not_followed")
    assert record.detail == "PermissionError"
