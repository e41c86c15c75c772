"""Each host is told in its own form, with the site's base, and no more rules than it takes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.cli import main
from hc_builder.cli.parameters import HOST_NAMES
from hc_builder.project import Project, load_project
from hc_builder.site.host_forms import HostFile
from hc_builder.site.host_headers import build_headers
from hc_builder.site.hosts import HOSTS, build_host_files

CONFIG = (
    "site_name: 시험\nsite_url: https://a.example/repo/\ndocs_dir: content\n"
    "theme: {name: helpcenter, language: ko}\nplugins: [helpcenter]\n"
)


def read(folder: Path, own: str = "", old: str = "faq/옛글", **more: str) -> Project:
    when = f"---\ntitle: 언제 환불되나요?\nredirect_from: [{old}]\n---\n사흘\n\n## 날짜 {{ #days }}\n\n다\n"
    for name, text in {"refund/when.md": when, "_redirects": own, **more}.items():
        (folder / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return load_project(folder / "mkdocs.yml")


def build_host_file(name: str, project: Project, gone: tuple[str, ...] = ()) -> HostFile:
    """The file of redirects."""
    return build_host_files(name, project, build_headers(project), gone)[0]


def test_the_command_knows_every_host() -> None:
    assert set(HOST_NAMES) == HOSTS.keys()


def test_netlify_is_told_to_put_rules_before_pages_and_cloudflare_is_not(tmp_path: Path) -> None:
    project = read(tmp_path, old="faq/old")
    lines = {name: build_host_file(name, project).text.splitlines() for name in ("netlify", "cloudflare")}
    assert lines["netlify"][0] == "/repo/faq/old /repo/refund/when/ 301!"
    assert lines["cloudflare"][0] == "/repo/faq/old /repo/refund/when/ 301"


def test_vercel_is_told_an_address_in_both_its_forms(tmp_path: Path) -> None:
    file = build_host_file("vercel", read(tmp_path, own="/v1.2 /refund/when/#days 302\n"))
    assert json.loads(file.text)["redirects"] == [
        {"source": r"/repo/v1\.2{/}?", "destination": "/repo/refund/when/#days", "statusCode": 302},
        {"source": "/repo/faq/%EC%98%9B%EA%B8%80{/}?", "destination": "/repo/refund/when/", "statusCode": 301},
        {"source": "/repo/faq/옛글{/}?", "destination": "/repo/refund/when/", "statusCode": 301},
    ]


def test_s3_gets_no_rule_that_would_catch_another_address(tmp_path: Path) -> None:
    own = "/refund /faq/how/ 301\n/old /refund/when/\n/old/more /refund/when/\n/days /refund/when/#days\n"
    file = build_host_file("s3", read(tmp_path, own, **{"faq/how.md": "---\ntitle: 어떻게\n---\n가\n"}))
    rules = json.loads(file.text)["RoutingRules"]
    assert [rule["Condition"]["KeyPrefixEquals"] for rule in rules] == ["repo/old/more/", "repo/faq/옛글/"]
    assert rules[0]["Redirect"] == {"HttpRedirectCode": "301", "ReplaceKeyWith": "repo/refund/when/"}
    assert file.left_out == 3


@pytest.mark.parametrize(
    ("host", "number", "kept"), [("cloudflare", 1_100, 2_000), ("vercel", 2_100, 2_048), ("s3", 60, 50)]
)
def test_what_a_host_does_not_take_is_left_out_and_told(tmp_path: Path, host: str, number: int, kept: int) -> None:
    read(tmp_path, old=", ".join(f"old/{one}" for one in range(number)))
    site = tmp_path / "site"
    site.mkdir()
    told = CliRunner().invoke(main, ["deploy-files", host, "-f", str(tmp_path / "mkdocs.yml"), "--site", str(site)])
    assert told.exit_code == 0
    rules = number * 2 if host == "cloudflare" else number
    assert f"{rules - kept:,} rules are left out ({HOSTS[host].title} takes {kept:,})" in told.output


def test_lines_that_a_host_has_no_form_for_are_counted(tmp_path: Path) -> None:
    read(tmp_path, own="/a/* /b/:splat\n/ /en/ 302 Language=en\n/one /refund/when/\n")
    told = CliRunner().invoke(main, ["deploy-files", "nginx", "-f", str(tmp_path / "mkdocs.yml")])
    assert "2 lines of _redirects are for Netlify and Cloudflare Pages only: nginx can't be told." in told.output
    assert (tmp_path / "nginx-redirects.conf").is_file()


def test_no_file_is_put_where_it_does_not_belong(tmp_path: Path) -> None:
    read(tmp_path, **{"vercel.json": "{}"})
    arguments = ["deploy-files", "vercel", "-f", str(tmp_path / "mkdocs.yml")]
    assert "there is no site in" in CliRunner().invoke(main, arguments).output
    (tmp_path / "site").mkdir()
    told = CliRunner().invoke(main, arguments)
    assert (told.exit_code, "content/vercel.json is the shop's own" in told.output) == (1, True)
