"""The body of an article's page: addresses resolved, pictures sized, tables able to scroll."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from hc_builder.content.gathering import read_help_center
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.settings import Settings
from hc_builder.pages.page_html import build_page_html


def build(folder: Path, body: str) -> str:
    (folder / "a").mkdir(exist_ok=True)
    (folder / "a" / "b.md").write_text(f"---\ntitle: 글\n---\n{body}\n", "utf-8")
    (folder / "a" / "c.md").write_text("---\ntitle: 다른 글\n---\n본문\n", "utf-8")
    Image.new("RGB", (30, 20)).save(folder / "a" / "picture.png")
    (folder / "a" / "drawing.svg").write_text("<svg/>", "utf-8")
    center = read_help_center(folder, Settings(), Renderer(), date(2026, 11, 1))
    [shown] = [shown for shown in center.articles if shown.article.id == "a/b"]
    return build_page_html(AddressBook(center), shown)


def test_a_link_to_an_article_leads_to_its_page(tmp_path: Path) -> None:
    html = build(tmp_path, "[글](c.md)")
    assert 'href="../../a/c/"' in html
    assert "rel=" not in html


@pytest.mark.parametrize(("url", "rel"), [("https://x.example/", True), ("http://x.example/", True), ("tel:1", False)])
def test_only_another_site_is_kept_from_the_page(tmp_path: Path, url: str, rel: bool) -> None:
    assert ('rel="noopener"' in build(tmp_path, f"[밖]({url})")) == rel


def test_a_picture_has_its_size_and_is_fetched_when_it_comes_near(tmp_path: Path) -> None:
    html = build(tmp_path, "![사진](picture.png)")
    for part in ('width="30"', 'height="20"', 'loading="lazy"', 'decoding="async"', 'src="../../a/picture.png"'):
        assert part in html


def test_what_the_writer_says_of_a_picture_stands(tmp_path: Path) -> None:
    html = build(tmp_path, '<img src="picture.png" alt="사진" width="15" loading="eager">')
    assert 'width="15"' in html
    assert 'height="10"' in html  # the side that is not written follows from the picture's own
    assert 'loading="eager"' in html
    assert 'decoding="async"' in html


def test_a_drawing_or_a_picture_elsewhere_has_no_size(tmp_path: Path) -> None:
    html = build(tmp_path, "![그림](drawing.svg) ![밖](https://x.example/picture.png)")
    assert "width=" not in html


def test_every_picture_of_a_set_is_resolved(tmp_path: Path) -> None:
    html = build(tmp_path, '<img src="picture.png" srcset="picture.png 1x, drawing.svg 2x" alt="">')
    assert 'srcset="../../a/picture.png 1x, ../../a/drawing.svg 2x"' in html


def test_a_table_scrolls_by_itself(tmp_path: Path) -> None:
    html = build(tmp_path, "앞\n\n| 가 | 나 |\n| --- | --- |\n| 1 | 2 |\n\n뒤")
    before, frame, after = html.partition('<div class="hc-table" tabindex="0" role="group"><table>')
    assert frame
    assert "앞" in before
    assert html.count("<table>") == 1
    assert after.index("</table></div>") < after.index("뒤")


def test_a_video_plays_where_it_stands(tmp_path: Path) -> None:
    assert "playsinline" in build(tmp_path, '<video controls src="a.mp4"></video>')
