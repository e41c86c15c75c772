"""What hosts say of the files for other channels: their kind, that they are UTF-8, and that any page may read them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from web_servers import ask_headers, run_server

from hc_builder.cli import main

CONFIG = """site_name: 시험
site_url: https://a.example/
docs_dir: content
theme: {name: helpcenter}
plugins: [{helpcenter: {exports: [llms, faq, holidays]}}]
"""
KINDS = {
    "/llms.txt": "text/plain; charset=utf-8",
    "/when/index.md": "text/markdown; charset=utf-8",
    "/exports/ko/faq.csv": "text/csv; charset=utf-8",
    "/exports/ko/holidays.ics": "text/calendar; charset=utf-8",
}


@pytest.mark.parametrize("host", ["nginx", "apache"])
def test_a_real_server_names_their_kinds_and_shares_them(tmp_path: Path, host: str) -> None:
    site = tmp_path / "site"
    (tmp_path / "content").mkdir()
    (tmp_path / "content/when.md").write_text("---\ntitle: 언제 받나요?\n---\n사흘\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, "utf-8")
    for path in KINDS:
        (site / path[1:]).parent.mkdir(parents=True, exist_ok=True)
        (site / path[1:]).write_text("사흘", "utf-8")
    told = CliRunner().invoke(main, ["deploy-files", host, "-f", str(tmp_path / "mkdocs.yml")])
    assert told.exit_code == 0, told.output
    with run_server(host, tmp_path, site, "/") as port:
        answers = {path: ask_headers(port, path)[1] for path in KINDS}
    assert {path: headers["content-type"] for path, headers in answers.items()} == KINDS
    shared = [path for path, headers in answers.items() if headers.get("access-control-allow-origin") == "*"]
    assert shared == [path for path in KINDS if path.startswith("/exports/")]
