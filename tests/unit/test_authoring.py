"""Articles and categories are begun and moved with all that names them, and no text is lost."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from hc_builder.authoring.applying import apply_move
from hc_builder.authoring.creating import NewArticle, NewRefused, create_article, create_category
from hc_builder.authoring.heads import add_old_address
from hc_builder.authoring.moving import plan_move
from hc_builder.authoring.rewriting import MoveRefused
from hc_builder.cli import main
from hc_builder.content.article import ArticleFields
from hc_builder.content.front_matter import parse_front_matter
from hc_builder.errors import UserError
from hc_builder.importers.memory import read_memory
from hc_builder.project import Project, load_project

ROOT = Path(__file__).parents[2]
SHOP = {
    "mkdocs.yml": """site_name: !ENV [NAME, 가게]   # 이름
docs_dir: content
plugins:
  - helpcenter:
      languages: [ko, en]
      contact: {channels: [{type: phone, value: 1588-0000}]}
      popular: [refund/when]
      policies:
        ko: {환불 정책: "refund/when"}
        en: {Refunds: refund/when}
      shortcuts:
        - {label: 환불, link: refund/when, icon: material/cash}
      widget:
        origins: [https://a.example]
        suggestions:
          - {pages: /refund/when, show: [refund/when, refund]}
""",
    "content/refund/index.md": "---\ntitle: 환불\n---\n",
    "content/refund/when.md": """---
title: 환불은 언제 돼요?
related:
  - refund/card   # 카드
redirect_from:
  - faq/refund  # 옛 주소
summary: 사흘이\u2028걸려요.
---
[카드](card.md#days)와 [배송](../delivery/fee.md), [나](#here), [홈](/).

![화면](media/screen.png){ width="240" }

<picture><source srcset="media/screen.png 1x, media/screen.png 2x"><img src="media/screen.png" alt="화면"></picture>

`[카드](card.md)`

## 여기 {#here}

본문이에요.\u2028
""",
    "content/refund/when.en.md": "---\ntitle: When?\n---\nSee the [card](card.md).\n",
    "content/refund/card.md": """---
title: 카드 환불은요?
---
!!! note

    [날](when.md)과 [절대](/refund/when/#here), [비슷한 이름](when-not.md), [주소](../when/).

=== "앱"
    <a href="when.md#here">여기</a> [이름][w]

[w]: when.md "제목"

## 날 {#days}

[밖](https://a.example/refund/when) 본문이에요.
""",
    "content/refund/when-not.md": "---\ntitle: 환불이 안 될 때는요?\nrelated: [refund/when]\n---\n본문이에요.\n",
    "content/delivery/fee.md": "---\r\ntitle: 배송비는요?\r\n---\r\n[환불](../refund/when.md)이에요.\r\n",
    "content/delivery/draft.md": "---\ntitle: 초안이에요?\ndraft: true\n---\n[환불](../refund/when.md)이에요.\n",
    "content/notices/late.md": "---\ntitle: 늦어요\nfrom: 2026-01-01\npages: [refund/when, refund]\n---\n본문이에요.\n",
    "content/cards.yml": "- words: [환불]\n  title: 환불해요\n  link: refund/when#here\n  label: 보기\n",
    "content/flows/refund.yml": """title: 흐름
steps:
  one:
    ask: 무엇?
    choices:
      - {say: 언제, article: "refund/when#here"}   # 여기
      - {say: 사람, person: true}
""",
    "content/search-tests.yml": "- query: refund/when\n  expect: [refund/when, refund/card]\n",
    "content/popular.yml": "# 많이 찾는 글\n- refund/when\n",
    "content/_redirects": "# 내 규칙\n/old/ /refund/when/ 301\n",
    "imports.json": '{"version": 1, "sources": {"a": {"k": ["refund/when.md", "b", "c", false]}}}\n',
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in SHOP.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    media = tmp_path / "content/refund/media"
    media.mkdir()
    (media / "screen.png").write_bytes((ROOT / "content/app/media/clear-cache-storage.webp").read_bytes())
    return tmp_path


def read(shop: Path) -> Project:
    return load_project(shop / "mkdocs.yml", with_drafts=True)


def move(shop: Path, old: str, new: str, is_folder: bool = False) -> None:
    apply_move(plan_move(read(shop), old, new, is_folder))


def find_errors(shop: Path) -> list[str]:
    return [f"{one.place} {one.what}" for one in read(shop).problems if one.severity == "error"]


def list_texts(shop: Path) -> dict[str, bytes]:
    files = (path for path in shop.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(shop).as_posix(): path.read_bytes() for path in files}


def test_the_shop_of_these_tests_has_no_error(shop: Path) -> None:
    assert find_errors(shop) == []


def test_all_that_names_an_article_names_it_at_its_new_place(shop: Path) -> None:
    move(shop, "refund/when", "delivery/days")
    assert find_errors(shop) == []
    after = {name: data.decode() for name, data in list_texts(shop).items() if not name.endswith(".png")}
    assert not {"content/refund/when.md", "content/refund/when.en.md"} & after.keys()
    for name in ("mkdocs.yml", "content/cards.yml", "content/flows/refund.yml", "content/popular.yml"):
        expected = (
            SHOP[name].replace("refund/when", "delivery/days").replace("pages: /delivery/days", "pages: /refund/when")
        )
        assert after[name] == expected
    assert after["content/search-tests.yml"] == "- query: refund/when\n  expect: [delivery/days, refund/card]\n"
    assert after["content/_redirects"] == "# 내 규칙\n/old/ /delivery/days/ 301\n"
    assert "pages: [delivery/days, refund]" in after["content/notices/late.md"]
    assert after["content/delivery/fee.md"] == SHOP["content/delivery/fee.md"].replace("../refund/when.md", "days.md")
    assert "[환불](days.md)" in after["content/delivery/draft.md"]
    assert read_memory(shop).sources["a"]["k"].path == "delivery/days.md"


def test_a_moved_article_keeps_its_text_and_its_references_lead_where_they_led(shop: Path) -> None:
    move(shop, "refund/when", "delivery/days")
    text = (shop / "content/delivery/days.md").read_text("utf-8")
    assert text == (
        SHOP["content/refund/when.md"]
        .replace("  - faq/refund  # 옛 주소\n", "  - faq/refund  # 옛 주소\n  - refund/when\n")
        .replace("](card.md#days)", "](../refund/card.md#days)")
        .replace("](../delivery/fee.md)", "](fee.md)")
        .replace("media/screen.png", "../refund/media/screen.png")
    )
    english = (shop / "content/delivery/days.en.md").read_text("utf-8")
    assert english == "---\ntitle: When?\nredirect_from: [en/refund/when]\n---\nSee the [card](../refund/card.md).\n"


def test_a_draft_has_no_old_address_since_nobody_has_seen_it(shop: Path) -> None:
    move(shop, "delivery/draft", "refund/draft")
    assert (shop / "content/refund/draft.md").read_text("utf-8") == (
        SHOP["content/delivery/draft.md"].replace("../refund/when.md", "when.md")
    )


def test_links_of_every_form_follow_and_code_and_other_names_stay(shop: Path) -> None:
    move(shop, "refund/when", "refund/days")
    text = (shop / "content/refund/card.md").read_text("utf-8")
    expected = SHOP["content/refund/card.md"].replace("(when.md", "(days.md").replace('"when.md', '"days.md')
    expected = expected.replace("[w]: when.md", "[w]: days.md").replace("(/refund/when/", "(/refund/days/")
    assert text == expected.replace("(../when/)", "(days)")
    moved = (shop / "content/refund/days.md").read_text("utf-8")
    assert "[카드](card.md#days)" in moved
    assert "(media/screen.png)" in moved
    assert (shop / "content/refund/when-not.md").is_file()


def test_a_folder_moves_with_its_media_and_what_is_relative_in_it_stays(shop: Path) -> None:
    move(shop, "refund", "help/money", is_folder=True)
    assert find_errors(shop) == []
    assert not (shop / "content/refund").exists()
    assert (shop / "content/help/money/media/screen.png").is_file()
    moved = (shop / "content/help/money/when.md").read_text("utf-8")
    assert "[카드](card.md#days)와 [배송](../../delivery/fee.md)" in moved
    assert "(media/screen.png)" in moved
    rules = (shop / "content/_redirects").read_text("utf-8").splitlines()
    assert rules == [
        "# 내 규칙",
        "/old/ /help/money/when/ 301",
        "/refund/ /help/money/ 301",
        "/en/refund/ /en/help/money/ 301",
    ]
    assert "show: [help/money/when, help/money]" in (shop / "mkdocs.yml").read_text("utf-8")


def test_links_of_the_file_system_lead_where_they_led(shop: Path) -> None:
    media = shop / "content/refund/media"
    (shop / "shared.png").write_bytes((media / "screen.png").read_bytes())
    (media / "own.png").symlink_to("screen.png")
    (media / "around.png").symlink_to("../../refund/media/screen.png")
    (media / "outside.png").symlink_to("../../../shared.png")
    (media / "whole.png").symlink_to(media / "screen.png")
    (media / "far.png").symlink_to(shop / "shared.png")
    move(shop, "refund", "help/money", is_folder=True)
    moved, png = shop / "content/help/money/media", (shop / "shared.png").read_bytes()
    found = {path.name: path.read_bytes() for path in moved.iterdir() if path.is_symlink()}
    assert found == dict.fromkeys(("own.png", "around.png", "outside.png", "whole.png", "far.png"), png)


def test_a_value_that_is_written_once_and_meant_twice_is_changed_once(shop: Path) -> None:
    path, before = shop / "mkdocs.yml", "show: &those [refund/when, refund]}\n          - {pages: /a, show: *those}"
    path.write_text(path.read_text("utf-8").replace("show: [refund/when, refund]}", before), "utf-8")
    move(shop, "refund/when", "delivery/how-many-days-it-takes")
    assert before.replace("refund/when", "delivery/how-many-days-it-takes") in path.read_text("utf-8")
    assert find_errors(shop) == []


@pytest.mark.parametrize(("old", "new", "is_folder"), [("refund/when", "a/b", False), ("refund", "a/b", True)])
def test_a_move_and_its_way_back_change_old_addresses_alone(shop: Path, old: str, new: str, is_folder: bool) -> None:
    before = list_texts(shop)
    move(shop, old, new, is_folder)
    move(shop, new, old, is_folder)
    assert find_errors(shop) == []
    after = list_texts(shop)
    assert after.keys() == before.keys()
    changed = {name for name in after if drop_addresses(after[name]) != drop_addresses(before[name])}
    assert changed <= {"imports.json", "content/refund/card.md", *(["content/_redirects"] if is_folder else [])}


def drop_addresses(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines(keepends=True) if b"redirect_from: [" not in line and b"- a/b" not in line]


def test_the_example_shop_can_be_rearranged() -> None:
    project = load_project(ROOT / "mkdocs.yml", with_drafts=True)
    plan = plan_move(project, "refund/when", "delivery/")
    assert [path.name for path in plan.files.values()] == ["when.md"]
    assert len(plan.changes) > 8
    for change in plan.changes:
        assert "(when.md" not in change.text or "delivery" in str(change.new)


@pytest.mark.parametrize(
    ("old", "new", "is_folder", "told"),
    [
        ("refund/wen", "a/b", False, "did you mean 'refund/when'"),
        ("refund/when", "refund/card", False, "is there already"),
        ("refund/when", "faq/a b", False, "can't be the name"),
        ("refund/when", "../out", False, "can't be the name"),
        ("refund/when", "flows/when", False, "meaning of its own"),
        ("refund/when", "refund/when", False, "where it stands already"),
        ("refund/card", "faq/refund", False, "already belongs to content/refund/when.md"),
        ("refund/card", "search", False, "is one of the site's own"),
        ("delivery", "assets", True, "is one of the site's own"),
        ("refund", "delivery", True, "is there already"),
        ("refund", "refund/a", True, "in itself"),
        ("notices", "news", True, "meaning of its own"),
        ("refunds", "a", True, "did you mean 'refund'"),
        ("", "a", True, "there is no category"),
    ],
)
def test_a_move_that_would_lose_something_is_refused(
    shop: Path, old: str, new: str, is_folder: bool, told: str
) -> None:
    before = list_texts(shop)
    with pytest.raises(MoveRefused, match=told):
        move(shop, old, new, is_folder)
    assert list_texts(shop) == before


def test_a_file_whose_letters_could_be_lost_stops_the_move(shop: Path) -> None:
    (shop / "content/delivery/old.md").write_bytes("---\ntitle: 옛 글이에요?\n---\n본문\n".encode("cp949"))
    with pytest.raises(MoveRefused, match="is not UTF-8"):
        move(shop, "refund/when", "a/b")


@pytest.mark.parametrize(
    ("head", "addresses"),
    [
        ("title: a\n", ["old"]),
        ("redirect_from:\ntitle: a\n", ["old"]),
        ("redirect_from: x/y\n", ["x/y", "old"]),
        ('redirect_from: "x, y"  # 옛\n', ["x, y", "old"]),
        ("redirect_from: []\n", ["old"]),
        ("redirect_from: [x/y, 'z']\n", ["x/y", "z", "old"]),
        ("redirect_from:\n- x/y  # 하나\n- z\ntitle: a\n", ["x/y", "z", "old"]),
        ("redirect_from:\n    - x/y", ["x/y", "old"]),
        ("redirect_from: [x/y, /new/]\n", ["x/y", "old"]),
        ("redirect_from: [x/y,]\n", ["x/y", "old"]),
        ("redirect_from: [\n  x/y,  # 하나\n  z,  # 둘\n]\n", ["x/y", "z", "old"]),
        ("redirect_from: ~  # 아직\n", ["old"]),
        ("redirect_from: >-\n  x/y\ntitle: a\n", ["x/y", "old"]),
        ("redirect_from:\n  - >-\n    x/y\ntitle: a\n", ["x/y", "old"]),
        ("{title: a}\n", ["old"]),
    ],
)
def test_an_old_address_is_added_however_the_list_is_written(head: str, addresses: list[str]) -> None:
    after = add_old_address(head, "old", "new/")
    front, _ = parse_front_matter(f"---\n{after.rstrip()}\n---\n", "a.md", ArticleFields)
    assert list(front.fields.redirect_from) == addresses
    assert head.count("#") == after.count("#")


# ── Beginning ────────────────────────────────────────────────────────────────


def test_a_new_article_is_a_draft_that_can_be_read(shop: Path) -> None:
    new = NewArticle("포장을 뜯어도 반품되나요?", "refund", "opened", "tutorial", "", "환불팀", ("뜯었어요: 반품",))
    path = create_article(read(shop).center, new, date(2026, 11, 30))
    assert path == shop / "content/refund/opened.md"
    fields = parse_front_matter(path.read_text("utf-8"), "a.md", ArticleFields)[0].fields
    assert (fields.title, fields.type, fields.questions) == (new.title, "tutorial", new.questions)
    assert (fields.owner, fields.updated, fields.draft) == ("환불팀", date(2026, 11, 30), True)
    assert find_errors(shop) == []


def test_the_path_of_a_new_article_is_made_of_its_title(shop: Path) -> None:
    center = read(shop).center
    path = create_article(center, NewArticle("../카드·현금 영수증은요?", "delivery", lang="en"), date(2026, 11, 30))
    assert path == shop / "content/delivery/카드-현금-영수증은요.en.md"


REFUSED = [
    (NewArticle("환불은 언제 돼요?", "refund"), "the title is that of content/refund/when.md"),
    (NewArticle("새 글", "refnd"), "did you mean 'refund'"),
    (NewArticle("새 글", "refund", "when"), "is there already"),
    (NewArticle("???", "refund"), "no letters"),
    (NewArticle("새 글", "refund", lang="ja"), "no language 'ja'"),
]


@pytest.mark.parametrize(("new", "told"), REFUSED)
def test_a_new_article_takes_no_others_place(shop: Path, new: NewArticle, told: str) -> None:
    before = list_texts(shop)
    with pytest.raises(NewRefused, match=told):
        create_article(read(shop).center, new, date(2026, 11, 30))
    assert list_texts(shop) == before


def test_a_new_category_has_its_head(shop: Path) -> None:
    path = create_category(read(shop).center, "refund/gift", "선물 환불", "선물을 돌려보낼 때")
    assert path.read_text("utf-8") == "---\ntitle: 선물 환불\ndescription: 선물을 돌려보낼 때\n---\n"
    for name in ("refund", "Refund", "flows/a", "search", "404", "faq/refund"):
        with pytest.raises(NewRefused):
            create_category(read(shop).center, name, "환불")


def test_the_commands_show_first_and_do_what_they_showed(shop: Path) -> None:
    before = list_texts(shop)
    arguments = ["article", "mv", "refund/when", "delivery/days", "-f", str(shop / "mkdocs.yml"), "--lang", "en"]
    shown = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert "content/refund/when.md -> content/delivery/days.md" in shown.stdout
    assert "content/popular.yml:2: - delivery/days" in shown.stdout
    assert re.search(r"content/delivery/days\.md:\d+: .*refund/when", shown.stdout)  # its own lines: the old address
    assert list_texts(shop) == before
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.stdout) == (0, shown.stdout)
    new = ["category", "new", "gift", "--title", "선물", "-f", str(shop / "mkdocs.yml")]
    assert CliRunner().invoke(main, new).exit_code == 0
    new = ["article", "new", "선물할래요?", "--category", "gift", "-f", str(shop / "mkdocs.yml")]
    assert CliRunner().invoke(main, new).exit_code == 0
    assert (shop / "content/gift/선물할래요.md").is_file()


def test_a_place_that_can_not_be_written_is_told_and_no_text_is_lost(shop: Path) -> None:
    (shop / "content/blocked").touch()
    before = list_texts(shop)
    with pytest.raises(UserError, match="can't be written: File exists"):
        move(shop, "refund/when", "blocked/when")
    with pytest.raises(NotADirectoryError, match="blocked/a"):  # which the command line tells
        create_category(read(shop).center, "blocked/a", "막힘")
    assert list_texts(shop) == before


def test_a_shop_that_never_imported_anything_moves_articles_too(shop: Path) -> None:
    (shop / "imports.json").unlink()
    move(shop, "refund/when", "refund/how-long")
    assert (shop / "content/refund/how-long.md").is_file()
    assert not (shop / "imports.json").exists()


def test_an_outline_is_in_the_language_of_the_article(shop: Path) -> None:
    center = read(shop).center
    outlines = [
        create_article(center, NewArticle("How long?", "delivery", lang=lang), date(2026, 11, 30)).read_text("utf-8")
        for lang in ("ko", "en")
    ]
    assert [outline.isascii() for outline in outlines] == [False, True]
