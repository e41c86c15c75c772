"""Old addresses are sent on as the writer meant, and what no host would follow is told."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks.addresses import check_addresses
from hc_builder.checks.redirects import check_redirects
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.redirects import join_redirects, list_redirects
from hc_builder.content.settings import Settings


def read(root: Path, old: str = "faq/old", own: str = "") -> HelpCenter:
    (root / "refund").mkdir()
    (root / "refund/when.md").write_text(f"---\ntitle: 언제\nredirect_from: [{old}]\n---\n가\n", "utf-8")
    (root / "refund/how.md").write_text("---\ntitle: 어떻게\n---\n나\n\n## 날짜 { #days }\n\n다\n", "utf-8")
    (root / "robots.txt").write_text("User-agent: *\n")
    if own:
        (root / "_redirects").write_text(own, "utf-8")
    return read_help_center(root, Settings(), Renderer(), date(2026, 11, 29))


@pytest.mark.parametrize(
    "old",
    [
        "robots.txt",
        "/robots.txt/",
        "sitemap.xml",
        "404.html",
        "index.html",
        "search/ko/index.json",
        "assets/favicon.svg",
        "refund/how/index.html",
        "refund/how",
        "refund/",
        "search",
    ],
)
def test_an_old_address_that_the_site_still_has_is_told(tmp_path: Path, old: str) -> None:
    center = read(tmp_path, old)
    (problem,) = [*check_redirects(center), *check_addresses(center)]
    assert problem.code in ("HC21", "HC28")
    assert (problem.path, problem.line) == (f"{tmp_path.name}/refund/when.md", 3)


@pytest.mark.parametrize("old", ["help/42.html", "assets/guide.pdf", "refund/old", "search/old"])
def test_an_old_address_that_nothing_has_taken_is_not_told(tmp_path: Path, old: str) -> None:
    center = read(tmp_path, old)
    assert [*check_redirects(center), *check_addresses(center)] == []


@pytest.mark.parametrize("wide", ["/* /refund/how/ 302", "/faq/* /refund/how/", "/faq/:page /refund/how/ 301"])
def test_rules_of_articles_stand_before_those_of_the_writer_that_are_for_many_addresses(
    tmp_path: Path, wide: str
) -> None:
    center = read(tmp_path, own=f"# ours\n/one /refund/how/ 301\n{wide}\n/two /refund/how/ 301\n")
    assert join_redirects(center).splitlines() == [
        "# ours",
        "/one /refund/how/ 301",
        "/faq/old /refund/when/ 301",
        "/faq/old/ /refund/when/ 301",
        wide,
        "/two /refund/how/ 301",
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("/a", "has no target"),
        ("/a 301", "has no target"),
        ("/a /refund/how/ 999", "status 999"),
        ("/a /refund/how/ moved", "status moved"),
        ("/a /refund/gone/ 301", "which the site does not have"),
        ("/* /nowhere.html 200", "which the site does not have"),
    ],
)
def test_a_rule_that_no_host_could_follow_is_told_with_its_line(tmp_path: Path, rule: str, told: str) -> None:
    (problem,) = check_redirects(read(tmp_path, own=f"# ours\n{rule}\n"))
    assert (problem.path, problem.line, problem.code) == (f"{tmp_path.name}/_redirects", 2, "HC28")
    assert told in problem.what


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("/a /faq/old 301", [("warning", 1, "/a → /faq/old → /refund/when/ takes 2 steps")]),
        ("/a /b\n/b /a/ 301", [("error", 1, "/a → /b → /a/ goes round"), ("error", 2, "/b → /a/ → /b goes round")]),
        ("/refund/when /faq/old 301", [("error", 1, "/refund/when → /faq/old → /refund/when/ goes round")]),
        ("/a /a/ 301", [("error", 1, "/a → /a/ goes round")]),
        ("/a /refund/how/#dayz 301", [("warning", 1, "which has no heading 'dayz'")]),
    ],
)
def test_ways_that_are_long_endless_or_miss_their_heading_are_told(
    tmp_path: Path, rules: str, told: list[tuple[str, int, str]]
) -> None:
    problems = list(check_redirects(read(tmp_path, own=rules)))
    assert [(problem.severity, problem.line) for problem in problems] == [(kind, line) for kind, line, _ in told]
    assert all(what in problem.what for problem, (_, _, what) in zip(problems, told, strict=True))


def test_below_the_root_of_a_host_every_rule_has_its_base(tmp_path: Path) -> None:
    own = (
        "# /ours\n/one /refund/how/#days 302  # /why\n/two https://a.example/x\n/help /refund/how/\n"
        "/v1/* /.netlify/functions/:splat 200\n/ /en/ 302 Language=en\n"
    )
    assert join_redirects(read(tmp_path, own=own), "/help/", force=True).splitlines() == [
        "# /ours",
        "/help/one /help/refund/how/#days 302  # /why",
        "/help/two https://a.example/x",
        "/help/help /help/refund/how/",
        "/help/faq/old /help/refund/when/ 301!",
        "/help/faq/old/ /help/refund/when/ 301!",
        "/help/v1/* /.netlify/functions/:splat 200",
        "/help/ /help/en/ 302 Language=en",
    ]


def test_only_what_leads_one_address_on_for_everyone_is_a_redirect(tmp_path: Path) -> None:
    own = (
        "/one /refund/how/#days 302\n/faq/old /refund/how/\n/wide/* /refund/how/\n/a /b 200\n/b / 302 Country=kr\n"
        "/../out /refund/how/\n/f /.netlify/functions/f\n/%ED%99%98/ https://a.example/?q=환\n"
    )
    found = [(one.source, one.target, one.status) for one in list_redirects(read(tmp_path, own=own))]
    assert found == [
        ("one", "/refund/how/#days", 302),
        ("faq/old", "/refund/how/", 301),
        ("환", "https://a.example/?q=%ED%99%98", 301),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "/a /refund/how/ 301!",
        "/a /refund/how",
        "/a /refund/how/#days 302",
        "/a /refund/how/index.html",
        "/a / 302 Language=en",
        "/a id=:id /refund/how/ 301",
        "/a https://shop.example/x 301",
        "/a /robots.txt 200",
        "/a/* /b/:splat 301",
        "/v1/* /.netlify/functions/:splat 200",
        "/a /404.html 404",
        "/a /search/?q=x",
    ],
)
def test_a_rule_that_hosts_follow_is_not_told(tmp_path: Path, rule: str) -> None:
    assert list(check_redirects(read(tmp_path, own=f"{rule}\n"))) == []
