"""What is told of links, addresses, redirects and relations, and what is not."""

from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.checks.related import find_circles
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.links import AddressBook, rewrite
from hc_builder.content.markup import Renderer
from hc_builder.content.redirects import find_oddity, join_redirects
from hc_builder.content.settings import Settings
from hc_builder.problems import Problem

TODAY = date(2026, 11, 29)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


def read(root: Path, settings: Settings, **texts: str) -> HelpCenter:
    files = {"refund/when.md": "---\ntitle: 환불\n---\n## 카드 취소\n\n본문이에요.\n", "m/a.pdf": "x", "m/v.webm": "x"}
    for name, text in (files | texts).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return read_help_center(root, settings, Renderer(), TODAY)


def write_links(*targets: str) -> dict[str, str]:
    return {"x.md": "---\ntitle: 글\n---\n\n" + "\n".join(f"[글]({target})" for target in targets) + "\n"}


def check(root: Path, settings: Settings | None = None, **texts: str) -> list[Problem]:
    return check_help_center(read(root, settings or Settings(), **texts), TODAY)


def find_hints(root: Path, *targets: str) -> list[str]:
    return [problem.hint for problem in check(root, **write_links(*targets))]


@pytest.mark.parametrize(
    "target",
    [
        *(
            "#top",
            "refund/when.md#카드-취소",
            "refund/when.md#%EC%B9%B4%EB%93%9C-%EC%B7%A8%EC%86%8C",
            "m/a.pdf#page=3",
            "m/v.webm#t=10,20",
        ),
        *(
            "refund/when.md#:~:text=본문",
            "refund/when.md#카드-취소:~:text=본문",
            "/refund/when/",
            "https://a.kr/x",
            "mailto:a@b.kr",
        ),
    ],
)
def test_what_leads_somewhere_is_not_told(root: Path, target: str) -> None:
    assert check(root, **write_links(target)) == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("help@onseorap.example", "write 'mailto:help@onseorap.example'"),
        ("010-1234-5678", "write 'tel:010-1234-5678'"),
        ("www.naver.com/x", "write 'https://www.naver.com/x'"),
        ("smartstore.naver.com", "write 'https://smartstore.naver.com'"),
        ("https/naver.com", "write 'https://naver.com'"),
        ("refund/wen.md", "did you mean 'refund/when.md'?"),
        ("/wen.md", "did you mean '/refund/when.md'?"),
        ("refund/when.md#카드-취손", "did you mean '카드-취소'?"),
        ("refund/nothing-like-it.md", "create the file, or correct the path from x.md"),
    ],
)
def test_a_dead_link_is_told_with_what_was_meant(root: Path, target: str, hint: str) -> None:
    assert find_hints(root, target) == [hint]


def test_a_fault_stands_on_the_line_where_its_link_stands(root: Path) -> None:
    lines = [problem.line for problem in check(root, **write_links("a.md", "refund/when.md", "b.md", "a.md"))]
    assert lines == [5, 7]


def test_one_setting_is_named_for_links_that_began_with_another_path(root: Path) -> None:
    targets = ("/docs/refund/when", "/docs/refund/when/", "/docs/x", "/docs/gone")
    assert set(find_hints(root, *targets)) == {"set `base_path: /docs/` under the plugin in mkdocs.yml"}
    told = check(root, Settings(base_path="/docs/"), **write_links(*targets))
    assert [problem.what for problem in told] == ["link target '/docs/gone' does not exist"]


def test_a_fragment_is_written_as_its_writer_wrote_it(root: Path) -> None:
    center = read(root, Settings(), **write_links("m/a.pdf#page=3", "m/v.webm#t=10,20", "refund/when.md#:~:text=a%20b"))
    shown, book = center.by_key["ko", "x"], AddressBook(center)
    found = [rewrite(book, shown, reference.target) for reference in shown.rendered.references]
    assert found == ["../m/a.pdf#page=3", "../m/v.webm#t=10,20", "../refund/when/#:~:text=a%20b"]


def test_signs_in_a_files_name_are_escaped_in_its_address(root: Path) -> None:
    center = read(root, Settings(), **{"m/100% #1?.txt": "x"}, **write_links("m/100%25%20%231%3F.txt"))
    shown = center.by_key["ko", "x"]
    assert check_help_center(center, TODAY) == []
    assert rewrite(AddressBook(center), shown, shown.rendered.references[0].target) == "../m/100%25%20%231%3F.txt"


@pytest.mark.parametrize(
    "old", ["https://a.kr/x", "//a.kr/x", "a#b", "a?b", "a/*", "/:id", "../x", "a/./b", "a\nb", "a\\b", "/", ""]
)
def test_an_old_address_that_cannot_be_sent_on_is_odd(old: str) -> None:
    assert find_oddity(old)


@pytest.mark.parametrize(
    "old", ["faq/refund", "/faq/refund/", "faq/refund date", "faq/환불", "faq/%ED%99%98", "old.html", "a..b"]
)
def test_an_old_address_of_this_site_is_not(old: str) -> None:
    assert find_oddity(old) is None


def test_a_writers_own_rules_come_first_and_odd_ones_of_ours_are_left_out(root: Path) -> None:
    text = "---\ntitle: 글\nredirect_from: [faq/옛 글, 'a*', x]\n---\n글\n"
    center = read(root, Settings(), **{"x.md": text, "_redirects": "# mine\n/promo https://a.kr 302"})
    lines = join_redirects(center).splitlines()
    assert lines[:2] == ["# mine", "/promo https://a.kr 302"]
    assert lines[2:] == ["/faq/%EC%98%9B%20%EA%B8%80 /x/ 301", "/faq/%EC%98%9B%20%EA%B8%80/ /x/ 301"]
    assert [problem.code for problem in check_help_center(center, TODAY)] == ["HC28", "HC28"]


def test_a_chain_of_relations_may_be_long_and_every_circle_is_found_once() -> None:
    chain = {str(number): [str(number + 1)] for number in range(5000)}
    assert list(find_circles(chain)) == []
    assert next(find_circles({**chain, "5000": ["0"]}))[-2:] == ["5000", "0"]
    pairs = {str(number): [str(number ^ 1)] for number in range(2000)}
    assert len(list(find_circles(pairs))) == 1000
    assert list(find_circles({"a": ["b", "a"], "b": ["a", "x"]})) == [["a", "b", "a"], ["a", "a"]]
