"""What `hc check --site` holds a site to, part by part, in folders and on a server of this machine."""

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import small_shop
from site_server import Reply, Site, serve_site

from hc_builder.problems import Problem
from hc_builder.project import Project, load_project
from hc_builder.site_check.check import check_site
from hc_builder.site_check.crawl import Crawled, check_references, crawl
from hc_builder.site_check.headers import check_headers, check_missing
from hc_builder.site_check.pages import parse_page
from hc_builder.site_check.redirects import check_redirects
from hc_builder.site_check.search import check_search
from hc_builder.site_check.sources import Answer, Folder, Host, SiteUnreachable, open_source

HTML = "text/html; charset=utf-8"
GOOD = {
    "Content-Security-Policy": "script-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Encoding": "gzip",
}


def tell(problems: Iterator[Problem]) -> list[str]:
    return [f"{one.place} {one.severity} {one.what}" for one in problems]


def write(folder: Path, files: Mapping[str, str], base: str = "/base/") -> Folder:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Folder(folder, base)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve_site() as served:
        yield served


def name_paths(html: str, origin: str = "https://a.example") -> list[tuple[str, str, str]]:
    page = parse_page("/base/refund/", html.encode(), origin)
    return [(one.tag, one.path, one.anchor) for one in page.named]


def test_a_page_names_what_a_browser_would_fetch_or_open() -> None:
    html = (
        "<a href='../fee/#days'></a><link rel='stylesheet' href='/base/a.css'><area href=b><img src=c.png>"
        "<video poster=d.jpg src=e.mp4></video><script src='f.js'></script>"
        "<img srcset='g.png 1x, /base/h.png 2x'><a href=' ?q=1 '></a>"
    )
    assert sorted(name_paths(html)) == [
        ("a", "/base/fee/", "days"),
        ("a", "/base/refund/", ""),
        ("area", "/base/refund/b", ""),
        ("img", "/base/h.png", ""),
        ("img", "/base/refund/c.png", ""),
        ("img", "/base/refund/g.png", ""),
        ("link", "/base/a.css", ""),
        ("script", "/base/refund/f.js", ""),
        ("video", "/base/refund/d.jpg", ""),
        ("video", "/base/refund/e.mp4", ""),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://b.example/x'></a>",
        "<a href='http://a.example/x'></a>",
        "<a href='https://a.example.evil/x'></a>",
        "<a href='mailto:a@b.example'></a>",
        "<a href='http://['></a>",
        "<link rel='canonical' href='/x'><link rel='icon alternate' href='/y'><link rel=preconnect href='/z'>",
        "<p href='/x' src='/y'></p>",
    ],
)
def test_what_is_elsewhere_or_is_not_fetched_is_left_out(html: str) -> None:
    assert name_paths(html) == []


def test_a_page_has_a_title_its_parts_and_may_lead_on() -> None:
    html = "<h1> 환불 </h1><h2 id=days></h2><a name=old></a><p name=none></p><i id=''></i>"
    page = parse_page("/base/refund/", html.encode(), "")
    assert (page.title, page.anchors, page.leads_to) == ("환불", {"days", "old"}, "")
    led = parse_page("/base/old/", b"<meta http-equiv=refresh content='0; url=../refund/#days'>", "")
    assert led.leads_to == "/base/refund/#days"
    assert led.title == ""


def test_a_folder_answers_as_a_file_server_below_its_base(tmp_path: Path) -> None:
    folder = write(tmp_path / "site", {"index.html": "home", "가/index.html": "ga", "a.css": "", "odd": ""})
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    assert folder.fetch("/base/") == Answer(200, {"content-type": "text/html"}, b"home")
    assert folder.fetch("/base/%EA%B0%80/").body == b"ga"
    assert folder.fetch("/base/%EA%B0%80") == Answer(301, {"location": "/base/%EA%B0%80/"}, b"")
    assert folder.fetch("/base/a.css").headers == {"content-type": "text/css"}
    assert folder.fetch("/base/odd").headers == {"content-type": "application/octet-stream"}
    for path in ("/index.html", "/base/none", "/base/none/", "/base/../secret.txt", "/base/%2e%2e/secret.txt"):
        assert folder.fetch(path) == Answer(404, {}, b""), path


def test_a_host_is_asked_below_its_base_and_what_it_packed_is_opened(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    site.replies = {
        "/base/": Reply("home"),
        "/base/packed": Reply(gzip.compress("글".encode()), headers=packed),
        "/base/broken": Reply(b"\x1f\x8b no", headers=packed),
        "/base/moved": Reply(status=301, headers={"Location": "/base/"}),
        "/base/%EA%B0%80": Reply("ga"),
    }
    host = Host(f"{site.address}/base")
    assert (host.origin, host.base) == (site.address, "/base/")
    assert host.fetch("/base/packed").body.decode() == "글"
    assert host.fetch("/base/broken").body == b""
    assert host.fetch("/base/moved").status == 301
    assert host.fetch("/base/moved").headers["location"] == "/base/"
    assert host.fetch("/base/가").body == host.fetch("/base/%EA%B0%80").body == b"ga"
    assert host.fetch("/base/none").status == 404


@pytest.mark.parametrize(
    ("place", "what"),
    [("nowhere", "there is no site in"), ("http://127.0.0.1:9/", "does not answer"), ("https://[x", "is no address")],
)
def test_where_no_site_is_a_person_is_told(place: str, what: str) -> None:
    with pytest.raises(SiteUnreachable, match=what):
        open_source(place, "/")


def test_a_crawl_comes_to_all_that_is_named_and_stays_below_the_base(tmp_path: Path) -> None:
    pages = {
        "index.html": "<a href='refund'></a><a href='/other/'></a><a href='none/'></a>",
        "refund/index.html": "<img src='../a.png'>",
        "a.png": "",
        "404.html": "<a href='/base/of-error/'></a>",
        "of-error/index.html": "",
        "alone/index.html": "",
        "sitemap.xml": "<loc>https://will-be.example/base/alone/</loc>",
        "unnamed/index.html": "",
    }
    crawled = crawl(write(tmp_path, pages))
    assert set(crawled.pages) == {f"/base/{name}" for name in ("", "refund/", "404.html", "of-error/", "alone/")}
    assert set(crawled.answers) - set(crawled.pages) == {"/base/refund", "/base/a.png", "/base/none/"}
    assert crawled.follow("/base/refund") == "/base/refund/"
    assert crawled.follow("/base/none/") == "/base/none/"
    assert all(answer.body == b"" for answer in crawled.answers.values())


def test_a_reference_leads_to_what_is_there_and_to_that_part_of_it(tmp_path: Path) -> None:
    pages = {
        "index.html": "<a href='refund#days'></a><a href='refund/#daya'></a><a href='none/'></a><a href='none/#x'></a>"
        "<a href='refund/#:~:text=x'></a><img src='refund/#no-part'><a href='/other/'></a><a href='a.css#x'></a>",
        "refund/index.html": "<h2 id=days></h2>",
        "404.html": "",
        "a.css": "",
    }
    problems = list(check_references(crawl(write(tmp_path, pages)), "/base/"))
    assert tell(iter(problems)) == [
        "/base/ error `none/` of a <a> answers 404",
        "/base/ error `refund/#daya`: /base/refund/ has no part 'daya'",
    ]
    assert problems[1].hint == "did you mean 'days'?"
    assert {one.code for one in problems} == {"HC81"}


def test_what_was_never_answered_is_told_as_that() -> None:
    page = parse_page("/", b"<a href='/a/'></a><a href='/b/'></a>", "")
    crawled = Crawled({"/": Answer(200, {}, b""), "/a/": Answer(0, {}, b"why")}, {"/": page})
    assert tell(check_references(crawled, "/")) == [
        "/ error `/b/` of a <a> is not answered",
        "/ error `/a/` of a <a> is not answered",
    ]


def list_header_faults(site: Site, headers: Mapping[str, str], kind: str = HTML) -> list[str]:
    site.replies = {"/": Reply(gzip.compress(b"x"), kind, headers=headers)}
    host = Host(site.address)
    return [one.what for one in check_headers(crawl(host), host)]


def test_a_host_that_says_what_it_must_has_no_fault(site: Site) -> None:
    assert list_header_faults(site, GOOD | {"Cache-Control": "max-age=3600"}) == []


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        (
            {"Content-Security-Policy": "default-src *"},
            "has no header Content-Security-Policy with `script-src 'self'`",
        ),
        ({"X-Content-Type-Options": ""}, "has no header X-Content-Type-Options with `nosniff`"),
        ({"Content-Type": "text/html"}, "does not say `charset=utf-8` in Content-Type"),
        ({"Cache-Control": "max-age=3601"}, "may be kept for 3,601 seconds, so a correction is seen late"),
    ],
)
def test_a_header_that_is_not_as_it_must_be_is_told(site: Site, headers: dict[str, str], told: str) -> None:
    assert list_header_faults(site, GOOD | headers, headers.get("Content-Type", HTML)) == [told]


@pytest.mark.parametrize(
    ("name", "told"),
    [("Referrer-Policy", "has no header Referrer-Policy"), ("Content-Encoding", "is sent without compression")],
)
def test_a_header_that_is_missing_is_told(site: Site, name: str, told: str) -> None:
    assert list_header_faults(site, {key: value for key, value in GOOD.items() if key != name}) == [told]


def test_over_https_a_host_says_that_it_stays_there() -> None:
    class Https:
        base, origin = "/", "https://a.example"

        def fetch(self, path: str) -> Answer:
            raise AssertionError(path)

    good = {name.lower(): value for name, value in GOOD.items()} | {"content-type": "text/html;charset=UTF-8"}
    asked = [Crawled({"/": Answer(200, good | more, b"")}) for more in ({}, {"strict-transport-security": "max-age=9"})]
    told = [[one.what for one in check_headers(crawled, Https())] for crawled in asked]
    assert told == [["has no header Strict-Transport-Security with `max-age=`"], []]


def test_what_is_named_by_its_content_may_be_kept_and_the_first_that_may_not_is_told(site: Site) -> None:
    lasting = {"Cache-Control": "public, max-age=31536000, immutable"}
    page = "<script src='/assets/a.0123456789.js'></script><script src='/assets/b.0123456789.js'></script>"
    plain = {name: value for name, value in GOOD.items() if name != "Content-Encoding"}
    for headers, count in ((lasting, 0), ({}, 1)):
        script = Reply("", "text/javascript", headers=headers)
        site.replies = {"/": Reply(page, headers=plain)}
        site.replies |= {f"/assets/{name}.0123456789.js": script for name in "ab"}
        host = Host(site.address)
        told = [one.what for one in check_headers(crawl(host), host)]
        assert told.count("is named by its content, and the host does not say that it may be kept") == count


def test_a_folder_has_no_headers_and_no_error_page_of_a_host(tmp_path: Path) -> None:
    folder = write(tmp_path, {"index.html": ""})
    assert [*check_headers(crawl(folder), folder), *check_missing(folder)] == []


@pytest.mark.parametrize(
    ("reply", "severity", "told"),
    [
        (Reply("x", status=200), "error", "an address that is not there answers 200"),
        (Reply("<p>nginx</p>", status=404), "warning", "the host shows an error page of its own"),
    ],
)
def test_what_is_not_there_is_answered_by_the_sites_own_page(
    site: Site, reply: Reply, severity: str, told: str
) -> None:
    site.replies = {"/": Reply("x"), "/no-such-page-1/": reply}
    (found,) = check_missing(Host(site.address))
    assert (found.severity, found.what, found.code) == (severity, told, "HC82")
    site.replies["/no-such-page-1/"] = Reply("<hc-search></hc-search>", status=404)
    assert list(check_missing(Host(site.address))) == []


CONFIG = "site_name: 시험\nsite_url: https://a.example/base/\ndocs_dir: content\nplugins: [helpcenter]\n"
ARTICLES = {
    "refund/when.md": "---\ntitle: 언제 환불되나요?\nredirect_from: [faq/옛글, help/42.html]\n---\n사흘이 걸려요.\n",
    "_redirects": "/away https://b.example/x 301\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("shop")
    (folder / "addresses.json").write_text(json.dumps({"version": 1, "gone": ["taken/away/"]}), "utf-8")
    return load_project(small_shop.write_shop(folder, CONFIG, ARTICLES))


def lead(target: str) -> str:
    return f'<meta http-equiv="refresh" content="0; url={target}">'


OLD = {
    "faq/옛글/index.html": lead("/base/refund/when/"),
    "help/42.html": lead("/base/refund/when/"),
    "away/index.html": lead("https://b.example/x"),
    "refund/when/index.html": "",
    "elsewhere/index.html": "",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        (
            {"help/42.html": lead("/base/elsewhere/")},
            ["/base/help/42.html error the old address leads to /base/elsewhere/, not to /base/refund/when/"],
        ),
        (
            {"help/42.html": lead("https://b.example/")},
            ["/base/help/42.html error the old address leads to https://b.example/, not to /base/refund/when/"],
        ),
        (
            {"help/42.html": lead("/base/none/")},
            ["/base/help/42.html error the old address leads nowhere, not to /base/refund/when/"],
        ),
        (
            {"help/42.html": "<p>42</p>"},
            ["/base/help/42.html error the old address leads nowhere, not to /base/refund/when/"],
        ),
        (
            {"faq/옛글/index.html": lead("/base/faq/")},
            [
                "/base/faq/옛글 error the old address leads nowhere, not to /base/refund/when/",
                "/base/faq/옛글/ error the old address leads nowhere, not to /base/refund/when/",
            ],
        ),
        (
            {"taken/away/index.html": ""},
            ["/base/taken/away/ error an address that was taken away on purpose answers 200"],
        ),
    ],
)
def test_an_old_address_leads_where_it_must(
    project: Project, tmp_path: Path, changed: dict[str, str], told: list[str]
) -> None:
    assert tell(check_redirects(project, write(tmp_path, OLD | changed))) == told


def test_a_redirect_of_the_host_leads_there_too_and_what_is_gone_may_answer_410(project: Project, site: Site) -> None:
    moved = Reply(status=301, headers={"Location": "{site}/base/refund/when/"})
    site.replies = {"/base/": Reply("x"), "/base/help/42.html": moved, "/base/taken/away/": Reply(status=410)}
    site.replies |= {f"/base/faq/%EC%98%9B%EA%B8%80{slash}": moved for slash in ("", "/")}
    site.replies |= {
        f"/base/away{slash}": Reply(status=302, headers={"Location": "https://b.example/x"}) for slash in ("", "/")
    }
    assert tell(check_redirects(project, Host(f"{site.address}/base/"))) == []


def test_an_article_is_found_by_its_title_with_the_files_of_the_site(project: Project, tmp_path: Path) -> None:
    folder = write(tmp_path, OLD)
    crawled = crawl(folder)
    crawled.pages["/base/refund/when/"] = parse_page("/base/refund/when/", b"", "")
    urls = {"언제 환불되나요?": "refund/when/", "지도에 없는 글": "not/crawled/"}
    assert tell(check_search(crawled, folder, "ko", urls))[0].startswith(
        "/base/search/ko/ error the search can't answer"
    )
    for name, data in project.build_search_index("ko").items():
        (tmp_path / "search/ko").mkdir(parents=True, exist_ok=True)
        (tmp_path / "search/ko" / name).write_bytes(data)
    assert tell(check_search(crawled, folder, "ko", urls)) == []
    assert tell(check_search(crawled, folder, "ko", {"언제 환불되나요?": "elsewhere/"})) == []
    crawled.pages["/base/elsewhere/"] = crawled.pages["/base/refund/when/"]
    assert tell(check_search(crawled, folder, "ko", {"언제 환불되나요?": "elsewhere/"})) == [
        "/base/search/ko/ error the search does not find /base/elsewhere/ by its title"
    ]


def test_a_site_without_a_home_page_is_told_first_of_all(project: Project, site: Site) -> None:
    site.replies = {"/": Reply(status=302, headers={"Location": "/base/"})}
    problems, counted = check_site(f"{site.address}/", project)
    assert "the home page answers 302 and leads to /base/" in [one.what for one in problems]
    assert counted == "0 pages, 3 files"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_each_kind_of_redirect_is_followed(project: Project, site: Site, status: int) -> None:
    moved = Reply(status=status, headers={"Location": "/base/refund/when/"})
    site.replies = {"/base/": Reply("<a href='old'></a>"), "/base/old": moved, "/base/refund/when/": Reply("x")}
    site.replies |= {"/base/help/42.html": moved}
    host = Host(f"{site.address}/base/")
    crawled = crawl(host)
    assert crawled.follow("/base/old") == "/base/refund/when/"
    assert list(check_references(crawled, "/base/")) == []
    assert not [told for told in tell(check_redirects(project, host)) if "42.html" in told]


def test_a_303_is_followed_by_a_crawl_as_by_a_browser(site: Site) -> None:
    seen = Reply(status=303, headers={"Location": "/b/"})
    site.replies = {"/": Reply("<a href='a'></a>"), "/a": seen, "/b/": Reply("x")}
    assert crawl(Host(site.address)).follow("/a") == "/b/"


def test_the_sites_endpoint_is_asked_as_browsers_would(tmp_path: Path, site: Site) -> None:
    config = CONFIG.replace("[helpcenter]", "[helpcenter: {feedback: {endpoint: ENDPOINT}}]")
    site.replies = {"/": Reply("x")}

    def list_faults(endpoint: str) -> list[Problem]:
        shop = small_shop.write_shop(tmp_path, config.replace("ENDPOINT", endpoint), ARTICLES)
        return [one for one in check_site(f"{site.address}/", load_project(shop))[0] if one.code == "HC85"]

    met = list_faults("/v1/events")
    assert met
    assert {(one.place, one.severity) for one in met} == {(f"{site.address}/v1/events", "warning")}
    assert all(one.hint for one in met)
    assert "/v1/health" in site.asked
    (unreachable,) = list_faults("http://127.0.0.1:9/v1/events")
    assert (unreachable.severity, unreachable.place) == ("error", "http://127.0.0.1:9/v1/events")
