"""Two brands from one repository, as docs/theming.md has it: each site in its own brand, and in that alone."""

import re
from pathlib import Path

import pytest
from fresh_site import build_site
from PIL import Image

from hc_builder.project import Project, load_project

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.S | re.M)
BRANDS = ("onseorap", "chaekjang")
OWN = """
    brand:
      logo: images/logo.svg
      logo_dark: images/night.png
      favicon: images/icon.svg
      hero: {title: "<b>온서랍</b>이 도와드려요", text: 무엇이든 찾아보세요}
      header: [{label: 배송, link: delivery}, {label: 매장, link: "https://shop.example/?a=1&b=2"}]
      footer: [{title: 안내, links: [{label: 배송비, link: delivery/fee}]}]
      colors: {light: {background: "#fffaf4"}}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30"><path d="M0 0h9"/></svg>'


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Project]:
    """The documents' example, the first brand with all that a brand may have."""
    folder = tmp_path_factory.mktemp("brands")
    for name, text in FENCE.findall((ROOT / "docs" / "theming.md").read_text("utf-8")):
        write(folder, name, text + (OWN if name == "onseorap.yml" else ""))
    base = folder / "base.yml"
    base.write_text(base.read_text("utf-8").replace("language: ko", "language: ko, custom_dir: overrides"), "utf-8")
    write(
        folder, "content/delivery/fee.md", "---\ntitle: 배송비는 얼마예요?\n---\n{{ brand }} 배송비는 3,000원이에요.\n"
    )
    write(folder, "content/furniture/assembly.md", "---\ntitle: 조립은 어떻게 해요?\n---\n설명서를 보세요.\n")
    write(folder, "content/images/logo.svg", SVG)
    write(folder, "content/images/icon.svg", SVG)
    Image.new("RGBA", (240, 60)).save(folder / "content/images/night.png")
    return {name: load_project(folder / f"{name}.yml") for name in BRANDS}


@pytest.fixture(scope="module")
def sites(projects: dict[str, Project], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {name: tmp_path_factory.mktemp(name) for name in projects}
    for name, project in projects.items():
        build_site(project, folders[name])
    return folders


def read(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def test_the_recipe_has_no_fault(projects: dict[str, Project]) -> None:
    told = {name: [p.what for p in project.problems if p.code != "HC92"] for name, project in projects.items()}
    assert told == {"onseorap": [], "chaekjang": []}


def test_each_brand_has_its_own_words_and_articles(sites: dict[str, Path]) -> None:
    assert "온서랍 배송비는" in read(sites["onseorap"], "delivery/fee/index.html")
    assert "책장 배송비는" in read(sites["chaekjang"], "delivery/fee/index.html")
    assert (sites["onseorap"] / "furniture/assembly/index.html").is_file()
    assert not (sites["chaekjang"] / "furniture").exists()
    assert "온서랍" not in read(sites["chaekjang"], "index.html")


def test_logo_and_favicon_stand_in_the_page_with_their_sides(sites: dict[str, Path]) -> None:
    page = read(sites["onseorap"], "delivery/fee/index.html")
    assert (
        '<img class="hc-logo hc-logo--light" src="../../images/logo.svg" width="120" height="30" alt="온서랍">' in page
    )
    assert 'src="../../images/night.png" width="240" height="60" alt="온서랍" loading="lazy">' in page
    assert re.findall(r'<link rel="icon"[^>]*>', page) == [
        '<link rel="icon" href="../../images/icon.svg" type="image/svg+xml">'
    ]
    assert (sites["onseorap"] / "images/icon.svg").is_file()


def test_links_of_head_and_foot_lead_to_pages_and_shops(sites: dict[str, Path]) -> None:
    page = read(sites["onseorap"], "delivery/index.html")
    [head] = re.findall(r'<nav class="hc-links".*?</nav>', page, re.S)
    assert '<a href="./" aria-current="page">배송</a>' in head
    assert 'href="https://shop.example/?a=1&amp;b=2"' in head
    [foot] = re.findall(r'<nav class="hc-footer__columns".*?</nav>', page, re.S)
    assert "<h2>안내</h2>" in foot
    assert '<a href="fee/">배송비</a>' in foot


def test_the_home_page_begins_with_the_brands_words_and_a_block_of_the_shops(sites: dict[str, Path]) -> None:
    page = read(sites["onseorap"], "index.html")
    assert "<h1>&lt;b&gt;온서랍&lt;/b&gt;이 도와드려요</h1>" in page
    assert '<p class="hc-hero__text">무엇이든 찾아보세요</p>' in page
    assert '<meta name="description" content="무엇이든 찾아보세요">' in page
    assert page.index("hc-hero__text") < page.index('<p class="shop-promise">') < page.index('id="categories"')


def test_colours_stand_in_the_sheet_and_in_the_frame_of_the_browser(sites: dict[str, Path]) -> None:
    [sheet] = (sites["onseorap"] / "assets").glob("helpcenter.*.css")
    assert "--hc-bg:light-dark(#fffaf4,#121514)" in sheet.read_text("utf-8")
    assert '<meta name="theme-color" content="#fffaf4"' in read(sites["onseorap"], "index.html")


def test_a_page_without_a_brand_holds_nothing_of_one(sites: dict[str, Path]) -> None:
    page = read(sites["chaekjang"], "index.html")
    assert not re.search(r"hc-logo|hc-links|hc-footer__columns", page)
    assert "<b>책장</b>" in page
