"""Which files of a folder are articles, which are copied, and which are left out."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from hc_builder.checks import check_help_center
from hc_builder.content.files import NO_PATTERNS, FileList, FilePatterns, list_files
from hc_builder.content.help_center import HelpCenter, read_help_center
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
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
