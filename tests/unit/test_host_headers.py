"""The headers allow what the pages need and nothing else, in the form of every host."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.project import Project, load_project
from hc_builder.site.host_headers import build_headers
from hc_builder.site.hosts import HOSTS, build_host_files

CONFIG = """site_name: 시험
site_url: https://a.example/repo/
docs_dir: content
theme: {name: helpcenter, language: ko}
"""


def read(folder: Path, text: str = "사흘", plugin: str = "", more: str = "", **files: str) -> Project:
    files = {"when.md": f"---\ntitle: 언제 환불되나요?\n---\n{text}\n", **files}
    for name, content in files.items():
        (folder / "content").mkdir(exist_ok=True)
        (folder / "content" / name).write_text(content, "utf-8")
    (folder / "mkdocs.yml").write_text(f"{CONFIG}{more}plugins:\n  - helpcenter: {{{plugin}}}\n", "utf-8")
    return load_project(folder / "mkdocs.yml")


def find_policy(project: Project) -> dict[str, str]:
    [(name, value), *_] = build_headers(project).everywhere
    assert name == "Content-Security-Policy"
    return dict(directive.split(" ", 1) for directive in value.split("; "))


def test_by_itself_a_site_may_load_its_own_files_only(tmp_path: Path) -> None:
    policy = find_policy(read(tmp_path))
    assert (policy["script-src"], policy["style-src"], policy["connect-src"]) == ("'self'", "'self'", "'self'")
    assert (policy["object-src"], policy["frame-src"], policy["frame-ancestors"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in repr(policy)


def test_pages_of_other_origins_may_read_what_is_made_for_them(tmp_path: Path) -> None:
    assert build_headers(read(tmp_path)).shared == ()
    assert build_headers(read(tmp_path, plugin="exports: [articles]")).shared == ("exports/*",)


@pytest.mark.parametrize(
    ("text", "directive", "source"),
    [
        ("![그림](https://cdn.example/a.png)", "img-src", "https://cdn.example"),
        ('<video src="https://v.example/a.mp4" controls></video>', "media-src", "https://v.example"),
        ('<iframe src="https://maps.example/x?y"></iframe>', "frame-src", "https://maps.example"),
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', "frame-src", "https://www.youtube-nocookie.com"),
        ('<p style="color:red">빨강</p>', "style-src-attr", "'unsafe-inline'"),
        ("<style>p { color: red }</style>", "style-src-elem", "'unsafe-inline'"),
    ],
)
def test_what_an_article_shows_from_elsewhere_is_allowed(
    tmp_path: Path, text: str, directive: str, source: str
) -> None:
    policy = find_policy(read(tmp_path, text))
    assert source in policy[directive].split()
    assert policy["script-src"] == "'self'"


def test_a_link_allows_nothing(tmp_path: Path) -> None:
    assert find_policy(read(tmp_path, "[영상](https://www.youtube.com/watch?v=x)")) == find_policy(read(tmp_path))


def test_what_the_settings_name_is_allowed(tmp_path: Path) -> None:
    plugin = "feedback: {endpoint: https://help-api.example/v1/events}, shop: {url: https://shop.example/}"
    more = "extra_javascript: [https://js.example/a.js]\nextra_css: [https://css.example/a.css]\n"
    policy = find_policy(read(tmp_path, plugin=plugin, more=more))
    assert policy["connect-src"] == "'self' https://help-api.example"
    assert policy["frame-ancestors"] == "'self' https://shop.example"
    assert (policy["script-src"], policy["style-src"]) == ("'self' https://js.example", "'self' https://css.example")


@pytest.mark.parametrize(
    "target", ["https://a.example;script-src%20*/x.png", "https://a'b.example/x.png", "https://[/x"]
)
def test_no_address_can_end_its_directive(tmp_path: Path, target: str) -> None:
    assert find_policy(read(tmp_path, f'<img src="{target}" alt="그림">'))["img-src"] == "'self' data:"


def test_a_script_in_an_article_is_told_and_not_allowed(tmp_path: Path) -> None:
    project = read(tmp_path, "<script>alert(1)</script>\n\n글")
    assert find_policy(project)["script-src"] == "'self'"
    [note] = build_headers(project).notes
    assert note.startswith("content/when.md holds a script of its own")


@pytest.mark.parametrize("host", [name for name in HOSTS if name != "github-pages"])
def test_every_host_that_can_is_told_the_policy_below_the_base(tmp_path: Path, host: str) -> None:
    project = read(tmp_path)
    headers = build_headers(project)
    text = "".join(file.text for file in build_host_files(host, project, headers))
    assert headers.everywhere[0][1] in text
    assert "max-age=31536000, immutable" in text or host == "s3"  # there by the upload


def test_netlify_and_cloudflare_say_each_header_once_for_a_path(tmp_path: Path) -> None:
    """Cloudflare joins what two lines say."""
    project = read(tmp_path)
    _, file = build_host_files("cloudflare", project, build_headers(project))
    everywhere, *lasting = file.text.split("\n/repo/")
    assert everywhere.startswith("/repo/*\n")
    assert "Cache-Control" not in everywhere
    assert "assets/ui/*\n  Cache-Control: public, max-age=31536000, immutable" in lasting


def test_vercel_has_redirects_and_headers_in_one_file(tmp_path: Path) -> None:
    project = read(tmp_path)
    [file] = build_host_files("vercel", project, build_headers(project))
    rules = json.loads(file.text)["headers"]
    assert rules[0]["source"] == "/repo/(.*)"
    assert r"/repo/(.*)\.bin" in [rule["source"] for rule in rules]


def test_the_shops_own_headers_stay_and_that_is_told(tmp_path: Path) -> None:
    read(tmp_path, _headers="/*\n  X-Own: 1\n")
    (tmp_path / "site").mkdir()
    result = CliRunner().invoke(main, ["deploy-files", "netlify", "-f", str(tmp_path / "mkdocs.yml")])
    assert result.exit_code == 0, result.output
    assert "content/_headers is your own and stays as it is" in result.output
    assert not (tmp_path / "site/_headers").exists()


def test_github_pages_is_told_what_it_can_not_do(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "site").mkdir()
    result = CliRunner().invoke(main, ["deploy-files", "github-pages", "-f", str(tmp_path / "mkdocs.yml")])
    assert (tmp_path / "site/.nojekyll").read_text() == ""
    assert "neither redirects nor headers" in result.output
