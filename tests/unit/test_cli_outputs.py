"""What a command writes is there whole or not at all; what it tells is in the language of its messages."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.cli.outputs import open_output


def test_a_file_stays_as_it_was_until_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    out.write_text("before", "utf-8")
    with pytest.raises(TypeError), open_output(out) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item]
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["before"]
    with open_output(out) as stream:
        stream.write(b"whole")
    assert out.read_bytes() == b"whole"


def test_a_device_takes_what_comes_and_stays_a_device() -> None:
    with open_output(Path(os.devnull)) as stream:
        stream.write(b"gone")
    assert Path(os.devnull).is_char_device()


def test_an_operator_is_told_in_the_language_of_the_locale(tmp_path: Path) -> None:
    events = f"sqlite:///{tmp_path / 'events.db'}"
    runner = CliRunner(env={"LC_ALL": "ko_KR.UTF-8", "HC_DATABASE_URL": events})
    assert "데이터베이스" in runner.invoke(main, ["feedback", "export"]).stderr
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 가게\nsite_url: https://a.example/\nplugins: [helpcenter]\n", "utf-8"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/when.md").write_text("---\ntitle: 언제 환불되나요?\n---\n사흘\n", "utf-8")
    told = runner.invoke(main, ["addresses", "update", "-f", str(tmp_path / "mkdocs.yml")]).stderr
    assert told.splitlines()[-1] == "addresses.json: 새 주소 1개"
