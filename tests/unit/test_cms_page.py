"""The page of `hc cms` as files: a collection for each category and language, its headers, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_shop import write_shop

from hc_builder.cli.parameters import CMS_HOSTS
from hc_builder.cms.hosts import HOST_NAMES, CmsRefused, Repository
from hc_builder.cms.writing import INTEGRITY, SCRIPT, build_headers, write_page
from hc_builder.errors import ProjectError
from hc_builder.project import Project, load_project
from hc_builder.schemas.catalogue import build_schema

GITHUB = Repository("github", "shop/help", "main", "https://login.shop.example")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """In a folder of a repository that holds more."""
    top = tmp_path_factory.mktemp("repository")
    (top / ".git").mkdir()
    (top / "help/content/notices").mkdir(parents=True)
    (top / "help/content/notices/holiday.md").write_text(
        "---\ntitle: 설 연휴\nuntil: 2026-02-20\n---\n쉬어요.\n", "utf-8"
    )
    (top / "help/content/refund").mkdir()
    (top / "help/content/refund/index.md").write_text("---\ntitle: 환불\n---\n", "utf-8")
    return load_project(write_shop(top / "help"), with_drafts=True)


def read_config(project: Project, folder: Path, repository: Repository = GITHUB) -> dict[str, Any]:
    write_page(project, repository, folder, "ko")
    config: dict[str, Any] = json.loads((folder / "config.yml").read_text("utf-8"))
    return config


def test_each_category_has_a_collection_in_each_language(project: Project, tmp_path: Path) -> None:
    collections = {each["name"]: each for each in read_config(project, tmp_path)["collections"]}
    assert {name for name in collections if "refund" in name} == {"ko-refund", "en-refund"}
    english = collections["en-refund"]
    assert (english["folder"], english["extension"]) == ("help/content/refund", "en.md")
    assert (english["media_folder"], english["public_folder"]) == ("media", "media")
    assert collections["categories"]["files"][0]["file"] == "help/content/refund/index.md"


def test_the_fields_are_the_keys_of_front_matter_in_the_words_of_the_guide(project: Project, tmp_path: Path) -> None:
    collections = {each["name"]: each for each in read_config(project, tmp_path)["collections"]}
    for name, schema in (("ko-refund", "article"), ("ko-notices", "notice")):
        hints = {field["name"]: field["hint"] for field in collections[name]["fields"] if field["name"] != "body"}
        meanings = build_schema(schema, "ko")["properties"]
        assert hints == {key: value["description"] for key, value in meanings.items()}
        assert not any("default" in field for field in collections[name]["fields"])


def test_the_login_is_that_of_the_host(project: Project, tmp_path: Path) -> None:
    github = read_config(project, tmp_path)["backend"]
    assert (github["repo"], github["base_url"], github["auth_endpoint"]) == (
        "shop/help",
        "https://login.shop.example",
        "auth",
    )
    gitlab = read_config(project, tmp_path, Repository("gitlab", "shop/help", "live", "4f1b"))["backend"]
    assert (gitlab["auth_type"], gitlab["app_id"], gitlab["branch"]) == ("pkce", "4f1b", "live")


@pytest.mark.parametrize("host", HOST_NAMES)
def test_the_page_may_run_its_own_scripts_and_reach_its_host_alone(host: str) -> None:
    policy = build_headers(host)["Content-Security-Policy"]
    parts = {name: sources.split() for name, _, sources in (part.partition(" ") for part in policy.split("; "))}
    assert parts["script-src"] == ["'self'", SCRIPT, "'unsafe-eval'"]
    assert parts["default-src"] == parts["frame-ancestors"] == ["'none'"]
    assert not any("*" in source for sources in parts.values() for source in sources)


def test_the_headers_stand_in_the_folder_and_the_script_has_its_hash(project: Project, tmp_path: Path) -> None:
    write_page(project, GITHUB, tmp_path, "ko")
    written = (tmp_path / "_headers").read_text("utf-8")
    assert all(f"  {name}: {value}\n" in written for name, value in build_headers("github").items())
    assert f'src="{SCRIPT}" integrity="{INTEGRITY}"' in (tmp_path / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("repository", "what"),
    [
        (Repository("github", "help", login="https://login.shop.example"), "is no repository"),
        (Repository("github", "shop/help"), "can't log in to github"),
        (Repository("gitlab", "shop/help"), "can't log in to gitlab"),
        (Repository("github", "shop/help", login="login.shop.example"), "no address of a login helper"),
        (Repository("github", "shop/help", login="https://"), "no address of a login helper"),
        (Repository("github", "shop/help", login="https://[x"), "no address of a login helper"),
        (Repository("github", "shop/help?x", login="https://login.shop.example"), "is no repository"),
    ],
)
def test_what_would_fail_at_the_login_is_refused(
    project: Project, tmp_path: Path, repository: Repository, what: str
) -> None:
    with pytest.raises(CmsRefused, match=what):
        write_page(project, repository, tmp_path / "admin", "ko")
    assert not (tmp_path / "admin").exists()


@pytest.mark.parametrize("name", ["site/admin", "content", "content/admin"])
def test_the_page_is_no_part_of_the_site(project: Project, name: str) -> None:
    with pytest.raises(CmsRefused, match="part of the public site"):
        write_page(project, GITHUB, project.folder / name, "ko")


def test_a_page_of_something_else_is_not_written_over(project: Project, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>가게</h1>", "utf-8")
    with pytest.raises(CmsRefused, match="a page of its own"):
        write_page(project, GITHUB, tmp_path, "ko")
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    (tmp_path / "index.html").unlink()
    assert write_page(project, GITHUB, tmp_path, "ko") == write_page(project, GITHUB, tmp_path, "en")


def make_project(folder: Path, settings: str) -> Project:
    """One article in the content folder itself, and no `index.md`."""
    (folder / "content").mkdir(parents=True)
    (folder / "content/one.md").write_text("---\ntitle: 얼마예요?\n---\n만 원이에요.\n", "utf-8")
    config = f"site_name: 시험 가게\ndocs_dir: content\nplugins: [helpcenter: {{{settings}}}]\n"
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return load_project(folder / "mkdocs.yml", with_drafts=True)


def test_articles_without_a_category_stand_under_the_name_of_the_site(tmp_path: Path) -> None:
    [collection] = read_config(make_project(tmp_path / "shop", ""), tmp_path / "admin")["collections"]
    assert (collection["label"], collection["folder"]) == ("시험 가게", "content")


def test_of_faulty_settings_no_page_is_made(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="can't be used"):
        write_page(make_project(tmp_path / "shop", "languages: [korean]"), GITHUB, tmp_path / "admin", "ko")
    assert not (tmp_path / "admin").exists()


def test_the_command_offers_the_hosts_that_there_are() -> None:
    assert CMS_HOSTS == HOST_NAMES


@pytest.mark.parametrize(
    ("lang", "title", "categories", "body"),
    [("ko", "글쓰기", "카테고리", "글"), ("en", "Writing", "Categories", "Text")],
)
def test_the_page_is_in_the_language_of_the_writers_and_asks_for_no_more_than_a_title(
    project: Project, tmp_path: Path, lang: str, title: str, categories: str, body: str
) -> None:
    write_page(project, GITHUB, tmp_path, lang)
    page = (tmp_path / "index.html").read_text("utf-8")
    listed = json.loads((tmp_path / "config.yml").read_text("utf-8"))["collections"]
    collections = {each["name"]: each for each in listed}
    assert f"<title>{project.config.site_name} · {title}</title>" in page
    assert f'<html lang="{lang}">' in page
    assert collections["categories"]["label"] == categories
    fields = collections["ko-refund"]["fields"]
    assert [field["label"] for field in fields if field["name"] == "body"] == [body]
    assert [field["name"] for field in fields if field["required"]] == ["title"]
    assert (collections["ko-refund"]["label"], collections["en-refund"]["label"]) == ("환불 · ko", "refund · en")
    assert "ko-refund" in page
    assert "categories" not in page.partition("data-collections=")[2].partition(" data-picture")[0]


def test_a_page_that_would_be_the_folder_of_the_site_itself_is_refused(project: Project) -> None:
    with pytest.raises(CmsRefused, match="part of the public site"):
        write_page(project, GITHUB, project.config.site_dir, "ko")
