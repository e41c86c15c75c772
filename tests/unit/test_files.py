"""Which files of a folder are articles, which are copied, and which are left out."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.files import NO_PATTERNS, FileList, FilePatterns, list_files
from hc_builder.content.gathering import read_help_center
from hc_builder.content.help_center import HelpCenter
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.lists import fill_all_shelves
from hc_builder.pages.page_views import PageViews
from hc_builder.pages.places import find_places
from hc_builder.pages.theme_assets import ThemeAssets
from hc_builder.problems import render_problem

TODAY = date(2026, 11, 29)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


def write(root: Path, *names: str, text: str = "---\ntitle: 글\n---\n본문이에요.\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def list_paths(files: FileList) -> list[str]:
    return [file.path for file in files.articles]


def list_all(root: Path, patterns: FilePatterns = NO_PATTERNS) -> FileList:
    return list_files(root, {}, patterns)


def read(root: Path, patterns: FilePatterns, with_drafts: bool = False) -> HelpCenter:
    return read_help_center(root, Settings(), Renderer(), TODAY, with_drafts, patterns)


def tell(center: HelpCenter) -> list[str]:
    return list(map(render_problem, check_help_center(center, TODAY)))


def test_every_suffix_of_an_article_is_read_and_its_source_is_no_file_of_the_site(root: Path) -> None:
    write(root, "a.md", "b.MD", "c.markdown", "d.mdown", "e.mkd", "f.mdx", "g.rst", "h.txt")
    files = list_all(root)
    assert list_paths(files) == ["a.md", "b.MD", "c.markdown", "d.mdown", "e.mkd", "f.mdx"]
    assert list(files.media) == ["h.txt"]
    assert [problem.path for problem in files.problems] == ["content/g.rst"]


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        ".git/config",
        "_drafts/z.md",
        "a/_old.png",
        "node_modules/x/readme.md",
        "a/x.md~",
        "x.bak",
        "x.md.orig",
        ".x.md.swp",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "logo.psd",
        "logo.ai",
        "synonyms.yml",
        "#x.md#",
        "~$표.docx",
    ],
)
def test_leftovers_and_private_files_are_left_out_with_a_reason(root: Path, name: str) -> None:
    write(root, name)
    files = list_all(root)
    assert (list_paths(files), list(files.media)) == ([], [])
    assert any(name.startswith(path) for path in files.left_out)


def test_the_hosts_own_files_stay(root: Path) -> None:
    write(root, "_redirects", "_headers", "robots.txt", "templates/t.txt")
    assert list(list_all(root).media) == ["_headers", "_redirects", "robots.txt", "templates/t.txt"]


def test_exclude_docs_leaves_out_and_takes_back_as_gitignore_does(root: Path) -> None:
    write(root, "private/a.md", "private/k.txt", "b.md", "_keep/c.md", "deep/private/d.md")
    files = list_all(root, FilePatterns(exclude="private/\n!_keep\n# a note\n"))
    assert list_paths(files) == ["_keep/c.md", "b.md"]
    assert not files.media
    assert files.left_out["private"] == "`exclude_docs` in mkdocs.yml names it"


def test_draft_docs_are_seen_in_the_preview_only(root: Path) -> None:
    write(root, "a.md", "drafts/b.md", "drafts/c.png")
    patterns = FilePatterns(drafts="drafts/")
    site, preview = read(root, patterns), read(root, patterns, with_drafts=True)
    assert ([shown.article.id for shown in site.articles], list(site.files)) == (["a"], [])
    assert ([shown.article.id for shown in preview.articles], list(preview.files)) == (
        ["a", "drafts/b"],
        ["drafts/c.png"],
    )


def test_an_article_that_is_not_in_nav_has_a_page_and_is_marked(root: Path) -> None:
    write(root, "a.md", "b.md")
    center = read(root, FilePatterns(unlisted="b.md"))
    assert [(shown.article.id, shown.unlisted) for shown in center.articles] == [("a", False), ("b", True)]


def test_what_is_not_in_nav_is_named_in_no_list_and_beside_no_article(root: Path) -> None:
    write(root, "a.md", "listed/index.md", "quiet/index.md")
    write(root, "quiet/b.md", text="---\ntitle: 조용한 글\nrelated: [a]\n---\n본문이에요.\n")
    center = read(root, FilePatterns(unlisted="quiet/"))
    children = fill_all_shelves(center)["ko"].children[""]
    assert [category.id for category in children] == ["listed"]
    views = PageViews(center, ThemeAssets("", "", "", {}), TODAY)
    article = views.build(next(place for place in find_places(center) if place.url == "a/")).article
    assert article is not None
    assert article.related == ()


def test_a_pattern_that_cannot_be_read_is_told(root: Path) -> None:
    write(root, "a.md")
    (problem,) = list_all(root, FilePatterns(exclude="!\n")).problems
    assert problem.what == "`exclude_docs` holds a pattern that can't be read: `!`"


def test_pictures_that_only_a_draft_shows_are_not_published(root: Path) -> None:
    write(root, "a.md", text="---\ntitle: 하나\n---\n![](m/both.png)\n")
    write(root, "b.md", text="---\ntitle: 둘\ndraft: true\n---\n![](m/both.png) ![](m/mine.png)\n")
    write(root, "m/both.png", "m/mine.png", "m/nobody.png")
    center = read(root, NO_PATTERNS)
    assert list(center.files) == ["m/both.png", "m/nobody.png"]
    assert "m/mine.png" in read(root, NO_PATTERNS, with_drafts=True).files


def test_a_link_to_a_drafts_picture_is_told_as_not_published(root: Path) -> None:
    write(root, "a.md", text="---\ntitle: 하나\n---\n[그림](m/mine.txt)\n")
    write(root, "b.md", text="---\ntitle: 둘\ndraft: true\n---\n본문이에요.\n")
    write(root, "a.md", text="---\ntitle: 하나\n---\n[둘](b.md)\n")
    assert tell(read(root, NO_PATTERNS))[0].startswith(
        "content/a.md:4: error[HC10]: link target 'b.md' is not published"
    )


def test_names_that_a_mac_took_apart_are_composed(root: Path) -> None:
    write(root, unicodedata.normalize("NFD", "환불/방법.md"))
    write(
        root,
        "x.md",
        text="---\ntitle: 하나\n---\n[가](환불/방법.md) [나](" + unicodedata.normalize("NFD", "환불/방법.md") + ")\n",
    )
    center = read(root, NO_PATTERNS)
    assert [shown.url for shown in center.articles] == ["x/", "환불/방법/"]
    assert tell(center) == []


def test_of_two_names_that_differ_in_composition_only_the_composed_one_is_read(root: Path) -> None:
    write(root, "환불.md", text="---\ntitle: 합친 글\n---\n가\n")
    write(root, unicodedata.normalize("NFD", "환불.md"), text="---\ntitle: 푼 글\n---\n나\n")
    center = read(root, NO_PATTERNS)
    assert [shown.article.title for shown in center.articles] == ["합친 글"]
    assert next(line for line in tell(center) if "HC24" in line).startswith(
        "content/환불.md: error[HC24]: two files have this name"
    )


def test_a_linked_folder_inside_the_project_is_read_and_circles_end(root: Path) -> None:
    write(root, "a.md")
    write(root.parent / "ext", "s.md")
    (root / "linked").symlink_to("../ext")
    (root / "loop").symlink_to(".")
    files = list_all(root)
    assert list_paths(files) == ["a.md", "linked/s.md"]
    assert [problem.path for problem in files.problems] == ["content/loop"]


@pytest.mark.parametrize(
    ("target", "fault"), [("/etc/hostname", "out of the project"), ("nowhere", "nowhere"), ("m.md", "nowhere")]
)
def test_a_link_out_of_the_project_or_to_nothing_is_told_and_not_followed(root: Path, target: str, fault: str) -> None:
    write(root, "a.md")
    (root / "m.md").symlink_to(target)
    files = list_all(root)
    assert list_paths(files) == ["a.md"]
    assert [(problem.path, problem.what) for problem in files.problems] == [("content/m.md", f"the link leads {fault}")]


def test_a_folder_that_cannot_be_read_is_told(root: Path) -> None:
    (problem,) = list_all(root).problems
    assert render_problem(problem).startswith(
        "content: error[HC16]: the folder can't be read: No such file or directory"
    )


def test_media_roots_give_media_and_never_articles_or_hidden_files(root: Path) -> None:
    write(root, "a.md")
    write(root.parent / ".gitbook/assets", "p.png", "draft.md", ".key")
    files = list_files(root, {"/.gitbook/assets/": "../.gitbook/assets"})
    assert list(files.media) == [".gitbook/assets/p.png"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a.md", "a/index.md"], ["HC21"]),
        (["a.md", "a.markdown"], ["HC20", "HC21"]),
        (["a/README.md", "a/index.md"], []),
        (["Card.md", "card.md"], ["HC20", "HC24"]),
        (["A/x.md", "a/index.md"], ["HC24"]),
        (["a?b.md"], ["HC25"]),
        (["search/index.md", "search/a.md"], ["HC27"]),
        (["환불 방법.md"], []),
    ],
)
def test_names_that_meet_or_cannot_be_addresses_are_told(root: Path, names: Sequence[str], told: Sequence[str]) -> None:
    write(root, *names)
    problems = check_help_center(read(root, NO_PATTERNS), TODAY)
    assert sorted(problem.code for problem in problems if problem.code != "HC08") == sorted(told)


@pytest.mark.parametrize(
    ("folder", "fault"),
    [
        ("/etc", "absolute path"),
        ("C:\\pictures", "absolute path"),
        ("../" * 40, "root of the file system"),
        ("..", "holds the whole project"),
        ("../..", "holds the whole project"),
    ],
)
def test_a_media_root_that_would_open_the_machine_or_the_project_is_told_and_not_read(
    root: Path, folder: str, fault: str
) -> None:
    write(root, "a.md")
    write(root.parent, "mkdocs.yml", "secret.txt")
    files = list_files(root, {"/a/": folder})
    assert files.media == {}
    (problem,) = files.problems
    assert problem.code == "HC06"
    assert fault in problem.what
    assert "../assets" in problem.hint


def test_of_a_media_root_only_what_a_public_article_or_a_setting_names_is_published(root: Path) -> None:
    style = '<p style="background: url(&quot;/assets/back.png&quot;)">가</p>'
    write(root, "a.md", text=f"---\ntitle: 하나\n---\n![](/assets/shown.png) [글](/assets/linked.txt)\n\n{style}\n")
    write(root, "b.md", text="---\ntitle: 둘\ndraft: true\n---\n![](/assets/draft.png)\n")
    names = ("shown.png", "linked.txt", "back.png", "draft.png", "shadow.txt", "terms.txt", "extra.css")
    write(root.parent / "assets", *names)
    settings = Settings(media_roots={"/assets/": "../assets"}, policies={"약관": "/assets/terms.txt"})
    center = read_help_center(root, settings, Renderer(), TODAY, named_files=["assets/extra.css"])
    published = ("back.png", "extra.css", "linked.txt", "shown.png", "terms.txt")
    assert sorted(center.files) == [f"assets/{name}" for name in published]
    assert center.unused == {"assets/draft.png", "assets/shadow.txt"}


@pytest.mark.parametrize(
    ("link", "target"),
    [("a/key.txt", "../private/key.txt"), ("b/hid", "../_hid"), ("c", "private/deep"), ("d.txt", "../.env")],
)
def test_a_link_to_what_is_left_out_is_left_out_itself_with_the_reason(root: Path, link: str, target: str) -> None:
    write(root, "a.md", "a/x.txt", "b/x.txt", "private/key.txt", "private/deep/key.txt", "_hid/key.txt")
    write(root.parent, "mkdocs.yml", ".env")
    (root / link).symlink_to(target)
    files = list_all(root, FilePatterns(exclude="private/\n"))
    assert sorted(files.media) == ["a/x.txt", "b/x.txt"]
    assert files.left_out[link].startswith("the link leads to what is left out")
    assert [(problem.path, problem.code) for problem in files.problems] == [(f"content/{link}", "HC18")]


def test_a_file_that_is_left_out_by_name_stays_out_where_its_folder_is_linked(root: Path) -> None:
    write(root, "a.md", "open/key.txt", "open/free.txt")
    (root / "again").symlink_to("open")
    write(root.parent / "beside", "key.txt", "free.txt")
    (root / "far").symlink_to("../beside")
    files = list_all(root, FilePatterns(exclude="open/key.txt\n"))
    assert sorted(files.media) == ["far/free.txt", "far/key.txt", "open/free.txt"]


@pytest.mark.parametrize(
    "text",
    [
        '<p style="background:url(m/mine.png)">가</p>',
        "<div data-picture='m/mine.png'></div>",
        "```html\n<img src=m/mine.png>\n```",
        "<!-- m/mine.png -->",
    ],
)
def test_what_only_a_draft_names_in_any_way_is_not_published(root: Path, text: str) -> None:
    write(root, "a.md", "m/mine.png", "m/nobody.png")
    write(root, "b.md", text=f"---\ntitle: 둘\ndraft: true\n---\n{text}\n")
    assert list(read(root, NO_PATTERNS).files) == ["m/nobody.png"]
    write(root, "c.md", text=f"---\ntitle: 셋\n---\n{text}\n")
    assert "m/mine.png" in read(root, NO_PATTERNS).files


@pytest.mark.parametrize("text", ["---\ntitle: 큰 글\n---\n" + "가" * 800_000, "가" * 800_000])
def test_a_file_that_is_too_large_is_told_once(root: Path, text: str) -> None:
    write(root, "a.md")
    write(root, "b.md", text=text)
    problems = [problem for problem in check_help_center(read(root, NO_PATTERNS), TODAY) if "b.md" in problem.path]
    assert [problem.code for problem in problems] == ["HC14"]
