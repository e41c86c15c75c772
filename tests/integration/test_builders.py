"""`hc` needs no MkDocs; where MkDocs or ProperDocs build, the site is the same, byte for byte."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from media_samples import film, photograph
from PIL import Image

from hc_builder.cli import main

CONFIG = {
    "site_name": "시험 <고객센터>",
    "site_url": "https://help.shop.example/base/",
    "docs_dir": "content",
    "theme": {
        "name": "helpcenter",
        "language": "ko",
        "custom_dir": "overrides",
        "static_templates": ["pages.txt.html"],
    },
    "extra": {"phone": "1588-0000"},
    "extra_css": ["own.css", "https://cdn.example/a.css"],
    "extra_javascript": ["own.js", "own.mjs", {"path": "late.js", "defer": True, "async": True, "type": "module"}],
    "plugins": [
        {
            "helpcenter": {
                "languages": ["ko", "en"],
                "shop": {"color": "#ff6f0f"},
                "exports": ["articles", "llms", "faq", "snippets", "lunr", "holidays"],
            }
        }
    ],
}
ARTICLES = {
    "index.md": "---\ntitle: 고객센터\n---\n",
    "order/index.md": "---\ntitle: 주문\nicon: material/cart-outline\n---\n\n"
    "주문은 ![그림](media/a.png) [이렇게](how.md)\n",
    "order/how.md": "---\ntitle: 어떻게 주문하나요?\nupdated: 2026-10-01\nredirect_from: [old/how]\n---\n\n"
    "![그림](media/a.png) ![사진](media/photo.jpg){ width=240 } ![영상](media/clip.mp4)\n\n"
    '<iframe src="https://www.youtube.com/embed/abc"></iframe>\n\n'
    "[다른 글](other.md#둘)\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |\n",
    "order/how.en.md": "---\ntitle: How do I order?\n---\n\nLike this.\n",
    "order/other.md": "---\ntitle: 다른 글\nrelated: [order/how]\n---\n\n## 둘\n\n본문\n",
    "vip/index.md": "---\ntitle: 단골 안내\naudience: 단골\n---\n",
    "vip/gift.md": "---\ntitle: 단골 선물\n---\n\n본문\n",
    "한글/공백 있는 글.md": "---\ntitle: 한글 주소\n---\n\n본문\n",
    **{f"긴 목록/{number}.md": f"---\ntitle: {'긴 제목 ' * 50}{number}\n---\n\n본문\n" for number in range(50)},
}
FILES = {
    "content/own.css": "a { color: red }",
    "content/own.js": "",
    "content/own.mjs": "",
    "content/late.js": "",
    "content/_redirects": "/ancient/ /order/how/ 301\n",
    "overrides/partials/footer.html": "<footer>{{ config.extra.phone }} {{ page.canonical_url }}</footer>\n"
    "<pre>{% for name in ['title', 'url', 'abs_url', 'update_date', 'is_homepage', 'edit_url', 'toc', 'parent', "
    "'previous_page', 'next_page', 'is_page'] %}{{ name }}={{ page[name] }} {% endfor %}"
    "{% for name in ['repo_url', 'repo_name', 'edit_uri', 'site_author', 'site_description', 'copyright', 'site_url'] "
    "%}{{ name }}={{ config[name] }} {% endfor %}"
    "{% for item in nav %}{{ item }}{% endfor %} {{ extra_css }} {{ extra_javascript }} {{ mkdocs_version }} "
    "{{ build_date_utc.year }} {% for file in pages %}{{ file.page.title }}|{{ file.page.url }} {% endfor %}</pre>\n",
    "overrides/pages.txt.html": "{% for file in pages %}{{ file.page.title }} {{ file.page.abs_url }}\n{% endfor %}",
    "overrides/assets/logo.svg": "<svg/>",
    "overrides/home.html": '{% extends "helpcenter/home.html" %}{% block hero %}{{ super() }}'
    "<p>덧붙임</p>{% endblock %}",
    "overrides/notes.txt": "not served",
}
BLOCKED = ("mkdocs", "material", "properdocs", "watchdog", "ghp_import", "mergedeep")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    texts = {"mkdocs.yml": json.dumps(CONFIG), **FILES, **{f"content/{path}": text for path, text in ARTICLES.items()}}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    media = folder / "content/order/media"
    media.mkdir()
    Image.new("RGB", (40, 30)).save(media / "a.png")
    (media / "photo.jpg").write_bytes(photograph("JPEG", 6, (800, 600)))
    (media / "clip.mp4").write_bytes(film())
    (media / "clip.ko.vtt").write_text("WEBVTT\n")
    return folder


def run_without(modules: tuple[str, ...], *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`hc` where those modules can't be imported, as if they were not installed."""
    script = f"""
import sys

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {modules!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, NotInstalled())
from hc_builder.cli import main
main(sys.argv[1:])
"""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built(shop: Path) -> dict[str, bytes]:
    """By `hc`, without MkDocs."""
    done = run_without(BLOCKED, "build", "--strict", cwd=shop)
    assert done.returncode == 0, done.stderr
    return read_tree(shop / "site")


def read_tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_another_builder_gives_the_same_bytes(
    builder: str, shop: Path, built: dict[str, bytes], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", tmp_path / "site"]
    done = subprocess.run(list(map(str, command)), cwd=shop, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    got = read_tree(tmp_path / "site")
    assert got.keys() == built.keys()
    assert [path for path in built if got[path] != built[path]] == []


def test_a_list_of_the_shops_own_names_nothing_that_is_for_an_audience(built: dict[str, bytes]) -> None:
    assert "어떻게 주문하나요?" in built["pages.txt.html"].decode()
    assert "단골" not in built["pages.txt.html"].decode()
    assert "단골 선물" in built["vip/gift/index.html"].decode()
    assert "<p>덧붙임</p>" in built["index.html"].decode()


def test_a_long_list_is_cut_into_pages(built: dict[str, bytes]) -> None:
    assert {"긴 목록/list-1/index.html", "긴 목록/list-2/index.html"} <= built.keys()


def test_the_shops_own_files_are_served_and_no_other(built: dict[str, bytes]) -> None:
    assert {"own.css", "own.mjs", "assets/logo.svg", "assets/favicon.svg", "order/media/a.png"} <= built.keys()
    others = [
        path for path in built if path != "robots.txt" and not path.endswith(("llms.txt", "llms-full.txt", "index.md"))
    ]
    assert not [path for path in others if path.endswith((".txt", ".md", ".yml", ".html.j2"))]


def test_a_writers_own_redirects_come_before_those_of_articles(built: dict[str, bytes]) -> None:
    lines = built["_redirects"].decode().splitlines()
    assert lines == [
        "/base/ancient/ /base/order/how/ 301",
        "/base/old/how /base/order/how/ 301",
        "/base/old/how/ /base/order/how/ 301",
    ]


def test_a_check_and_a_search_need_no_mkdocs(shop: Path) -> None:
    done = run_without(BLOCKED, "check", cwd=shop)
    assert done.returncode == 0
    assert done.stdout.endswith("0 errors, 0 warnings, 2 notices\n")  # of the shop's pale colour, and of an audience
    assert "어떻게 주문하나요?" in run_without(BLOCKED, "search", "주문", cwd=shop).stdout


def test_what_mkdocs_runs_and_hc_does_not_is_told_by_hc_alone(shop: Path, tmp_path: Path) -> None:
    config = CONFIG | {"plugins": [*CONFIG["plugins"], "search"], "theme": {"name": "helpcenter"}}
    (tmp_path / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "content").symlink_to(shop / "content")
    told = run_without(BLOCKED, "build", cwd=tmp_path).stderr
    assert "mkdocs.yml:1: warning[HC55]: `hc` does not run the plugin `search`" in told
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path / "other")]
    done = subprocess.run(mkdocs, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert "HC55" not in done.stderr


def test_a_fault_ends_a_build_of_mkdocs_with_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("---\ntitle: 하나\n---\n\n[어디로](nowhere.md)\n", encoding="utf-8")
    head = "site_name: 시험\ndocs_dir: content\ntheme: helpcenter\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter]\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "content/a.md:5: error[HC10]: link target 'nowhere.md' does not exist" in told
    assert "nothing was built: 1 error, 0 warnings" in told
    assert "Traceback" not in told


def test_a_fault_in_a_template_ends_every_build_with_the_same_words(tmp_path: Path) -> None:
    for folder in ("content", "overrides/partials"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/a.md").write_text("---\ntitle: 하나\n---\n\n본문\n", encoding="utf-8")
    (tmp_path / "overrides/partials/footer.html").write_text("\n{{ 1 / 0 }}\n")
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, custom_dir: overrides}\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter]\n", encoding="utf-8")
    for module in ("hc_builder.cli", "mkdocs", "properdocs"):
        done = subprocess.run([sys.executable, "-m", module, "build"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 1
        assert (
            "overrides/partials/footer.html:2: the template can't be rendered: division by zero\n"
            in done.stdout + done.stderr
        )
        assert "Traceback" not in done.stdout + done.stderr


def test_a_page_where_the_site_has_a_file_ends_every_build_with_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/robots.txt.md").write_text("---\ntitle: 하나\n---\n\n본문\n", encoding="utf-8")
    head = "site_name: 시험\nsite_url: https://a.example/\ndocs_dir: content\ntheme: helpcenter\n"
    (tmp_path / "mkdocs.yml").write_text(f"{head}plugins: [helpcenter]\n", encoding="utf-8")
    for module in ("hc_builder.cli", "mkdocs"):
        done = subprocess.run([sys.executable, "-m", module, "build"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 1
        assert "the site would have 'robots.txt' both as a file and as a folder" in done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr


def test_a_setting_that_pages_do_not_show_is_empty_in_templates_of_every_builder(tmp_path: Path) -> None:
    for folder in ("content", "overrides/partials"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/a.md").write_text("---\ntitle: 하나\n---\n\n본문\n", encoding="utf-8")
    (tmp_path / "overrides/partials/footer.html").write_text(
        "<footer>[{{ config.repo_url }}{{ config.edit_uri }}{{ config.site_author }}]</footer>"
    )
    head = "site_name: 시험\ndocs_dir: content\ntheme: {name: helpcenter, custom_dir: overrides}\n"
    (tmp_path / "mkdocs.yml").write_text(
        f"{head}repo_url: https://github.com/shop/help\nplugins: [helpcenter]\n", encoding="utf-8"
    )
    for module in ("hc_builder.cli", "mkdocs", "properdocs"):
        subprocess.run([sys.executable, "-m", module, "build"], cwd=tmp_path, capture_output=True, check=True)
        assert "<footer>[]</footer>" in (tmp_path / "site/a/index.html").read_text("utf-8")


# ── Where nothing can be written ────────────────────────────────────────────


def run_here(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)


def test_a_project_whose_cache_can_not_be_written_is_checked_searched_and_built_elsewhere(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mkdocs.yml", "content", "overrides"):
        (tmp_path / name).symlink_to(shop / name)
    (tmp_path / ".cache").write_text("a file, so that no folder can be made here")
    monkeypatch.chdir(tmp_path)
    for arguments in (["check"], ["search", "주문"], ["build", "--site", "elsewhere/site"]):
        assert run_here(*arguments).exit_code == 0


def test_a_place_that_can_not_be_written_is_told_in_a_line(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.chdir(shop)
    done = run_here("build", "--site", tmp_path / "file/new/site")
    assert done.exit_code == 1
    assert done.stderr == (
        f"Error: the site can't be written to {tmp_path}/file/new/site: Not a directory\n"
        "  hint: name a folder that you may write to with --site\n"
    )
