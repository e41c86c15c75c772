"""What the guide and `hc deploy-files` tell hosts to keep for ever is what a site names by its content, no more."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.site.header_forms import render_cache_of_nginx, render_headers_file
from hc_builder.site.host_headers import Headers
from hc_builder.workflows import render_workflows

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
WORKFLOW = render_workflows("s3")[".github/workflows/site.yml"]
HASHED = re.compile(r"(?:[.-][0-9a-f]{8,10}(?:\.min)?\.(?:js|css|woff2)|-[\w-]{4}\.bin)$")


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every file of a small site, by its path from the root."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "content").mkdir()
    (folder / "content" / "refund.md").write_text(
        "---\ntitle: 환불은 언제 받나요?\n---\n3일 안에요.\n", encoding="utf-8"
    )
    (folder / "mkdocs.yml").write_text(
        "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, language: ko}\nplugins: [helpcenter]\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["build", "-f", str(folder / "mkdocs.yml"), "--site", str(folder / "site")])
    assert result.exit_code == 0, result.output
    site = folder / "site"
    return sorted(f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*") if path.is_file())


def find_kept(paths: list[str], patterns: list[str]) -> list[str]:
    return [path for path in paths if any(fnmatch(path, pattern) for pattern in patterns)]


def test_the_site_has_files_named_by_their_content_and_others(paths: list[str]) -> None:
    hashed = [path for path in paths if HASHED.search(path)]
    assert {Path(path).suffix for path in hashed} == {".bin", ".js", ".css"}
    assert {"/index.html", "/404.html", "/search/ko/index.json"} <= set(paths) - set(hashed)


@pytest.mark.parametrize("text", [GUIDE, render_headers_file(Headers(()), "/")], ids=["guide", "written"])
def test_the_headers_file_keeps_them_and_nothing_else(text: str, paths: list[str]) -> None:
    patterns = re.findall(r"^(/\S+)\n  Cache-Control: public, max-age=31536000, immutable$", text, re.M)
    assert find_kept(paths, patterns) == [path for path in paths if HASHED.search(path)]


@pytest.mark.parametrize("text", [GUIDE, WORKFLOW], ids=["guide", "workflow"])
def test_the_first_upload_to_s3_has_them_and_the_second_the_others(text: str, paths: list[str]) -> None:
    included = {f"/{pattern}" for pattern in re.findall(r"--include '([^']+)'", text)}
    excluded = {f"/{pattern}" for pattern in re.findall(r"--exclude '([^']+)'", text)} - {"/*"}
    assert included == excluded
    assert find_kept(paths, sorted(included)) == [path for path in paths if HASHED.search(path)]


def test_the_map_of_nginx_keeps_them_and_nothing_else(paths: list[str]) -> None:
    (pattern,) = re.findall(r'"~(\S+)" "public, max-age=31536000, immutable";', render_cache_of_nginx())
    kept = [path for path in paths if re.search(pattern, path)]
    assert kept == [path for path in paths if HASHED.search(path)]
