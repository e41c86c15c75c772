"""What the process behind a preview answers: together with what it answered before, the whole index."""

from pathlib import Path

import pytest

from hc_builder.preview.behind import Indexer
from hc_builder.project import Project, load_project
from hc_builder.search import index, postings
from hc_builder.site.files import build_index_files

CONFIG = "site_name: 가게\ndocs_dir: content\ntheme: {name: helpcenter, language: ko}\nplugins: [helpcenter]\n"


def write(folder: Path, number: int, text: str) -> None:
    head = f"---\ntitle: 질문 {number}\n---\n\n"
    (folder / f"content/article-{number}.md").write_text(head + text, encoding="utf-8")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop whose averages stay where they are, as on a large site."""
    monkeypatch.setattr(postings, "_AVERAGE_STEPS", 1)
    monkeypatch.setattr(index, "is_small", lambda change, most: True)
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for number in range(70):
        write(tmp_path, number, f"환불은 사흘 안에 됩니다. {number}번째 배송비를 확인하세요.")
    return tmp_path


def read(shop: Path) -> Project:
    return load_project(shop / "mkdocs.yml")


def test_an_edit_sends_what_it_changed_and_the_rest_is_what_was_sent(shop: Path) -> None:
    indexer, held = Indexer(), dict[str, bytes]()
    for text, number in (("", 0), ("교환은 고객센터에서 됩니다.", 3), ("반품을 신청하세요.", 4)):
        if text:
            write(shop, number, text)
        answer = indexer.index(read(shop))
        held |= answer.files
        assert {path: held[path] for path in answer.names} == build_index_files(read(shop))
        sent = answer.files.keys() & answer.names
        assert len(sent) < len(answer.names) or not text
    assert any(path not in answer.names for path in held)


def test_what_another_process_made_is_sent_too(shop: Path) -> None:
    indexer = Indexer()
    held = dict(indexer.index(read(shop)).files)
    write(shop, 5, "쿠폰은 결제할 때 씁니다.")
    Indexer().index(read(shop))
    answer = indexer.index(read(shop))
    held |= answer.files
    assert {path: held[path] for path in answer.names} == build_index_files(read(shop))
