"""What `hc serve` makes of edits is what it would make of the same files if it were started anew."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from hc_builder.preview.preview import Preview
from hc_builder.watching import Changes

CONFIG = """site_name: 시험
site_url: https://help.shop.example/
docs_dir: content
theme: {{name: helpcenter, custom_dir: overrides}}
plugins:
  - helpcenter:
      languages: [ko, en]
      exports: [articles, llms, holidays]
      shop: {{name: "{name}"}}
"""


class Shop:
    """A help center whose files are edited at random; each edit says which files it touched, as the watcher would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.chance = random.Random(folder.name)
        self.number = 0
        (folder / "overrides/partials").mkdir(parents=True)
        self.set_name()
        for _ in range(12):
            self.add()
        self.picture()

    def next(self) -> int:
        self.number += 1
        return self.number

    def write(self, path: Path, text: str) -> Changes:
        is_new = not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Changes(frozenset([path]), are_all=not is_new)

    def pick(self) -> Path:
        return self.chance.choice(sorted(self.content.glob("*/a*.md")))

    def add(self) -> Changes:
        number, folder = self.next(), self.chance.choice(("가", "나", "다"))
        head = self.chance.choice(("", "draft: true\n", "popular: true\n", f"redirect_from: [old/{number}]\n"))
        text = f"---\ntitle: 글 {number}\n{head}---\n\n![그림](../picture.png) [글](./)\n\n## 절 {number}\n"
        suffix = self.chance.choice((".md", ".md", ".en.md"))
        return self.write(self.content / folder / f"a{number}{suffix}", text)

    def edit(self) -> Changes:
        path = self.pick()
        return self.write(path, path.read_text("utf-8") + f"\n더 {self.next()}\n")

    def retitle(self) -> Changes:
        path = self.pick()
        return self.write(path, path.read_text("utf-8").replace("title: 글", f"title: 새 {self.next()} 글", 1))

    def redirect(self) -> Changes:
        path = self.pick()
        lines = path.read_text("utf-8").replace("---\n", f"---\nredirect_from: [was/{self.next()}]\n", 1)
        return self.write(path, lines if lines.count("redirect_from") == 1 else path.read_text("utf-8"))

    def link(self) -> Changes:
        path, other = self.pick(), self.pick()
        return self.write(path, path.read_text("utf-8") + f"\n[다른 글](../{other.parent.name}/{other.name})\n")

    def delete(self) -> Changes:
        path = self.pick()
        path.unlink()
        return Changes(frozenset([path]))

    def move(self) -> Changes:
        old = self.pick()
        new = self.content / self.chance.choice(("가", "나", "라")) / f"a{self.next()}.md"
        new.parent.mkdir(exist_ok=True)
        old.rename(new)
        return Changes(frozenset([old, new]))

    def describe_folder(self) -> Changes:
        path = self.pick().parent / "index.md"
        audience = self.chance.choice(("", "", "audience: 사업자\n"))
        return self.write(path, f"---\ntitle: 주제 {self.next()}\norder: {self.chance.randrange(9)}\n{audience}---\n")

    def write_folder_text(self) -> Changes:
        path = self.pick().parent / "index.md"
        return self.write(path, f"---\ntitle: 주제 {self.next()}\n---\n\n본문 {self.next()}\n")

    def picture(self) -> Changes:
        path = self.content / "picture.png"
        is_new = not path.exists()
        Image.new("RGB", (10 + self.next(), 20)).save(path)
        return Changes(frozenset([path]), are_all=not is_new)

    def set_name(self) -> Changes:
        return self.write(self.folder / "mkdocs.yml", CONFIG.format(name=f"가게 {self.next()}"))

    def template(self) -> Changes:
        return self.write(self.folder / "overrides/partials/footer.html", f"<footer>{self.next()}</footer>")

    def synonyms(self) -> Changes:
        return self.write(self.content / "synonyms.yml", f"- [환불, 돈 {self.next()}]\n")

    def stand_for_folder(self) -> Changes:
        return self.write(self.content / "나.md", f"---\ntitle: 나 {self.next()}\n---\n\n본문\n")


EDITS: list[Callable[[Shop], Changes]] = [
    *(Shop.add, Shop.edit, Shop.retitle, Shop.redirect, Shop.link, Shop.delete, Shop.move, Shop.describe_folder),
    *(Shop.picture, Shop.set_name, Shop.template, Shop.synonyms, Shop.stand_for_folder, Shop.write_folder_text),
]


def render_all(preview: Preview) -> dict[str, str]:
    site = preview.site
    assert site is not None
    exports = {path: export.make().decode() for path, export in site.exports.items()}
    return {url: site.render(url) for url in site.places} | exports


@pytest.mark.parametrize("sequence", range(12))
def test_pages_after_edits_are_those_of_a_fresh_start(sequence: int, tmp_path: Path) -> None:
    shop = Shop(tmp_path / f"shop-{sequence}")
    preview = Preview(shop.folder / "mkdocs.yml")
    preview.renew()
    for _ in range(8):
        preview.renew(shop.chance.choice(EDITS)(shop))
        fresh = Preview(shop.folder / "mkdocs.yml")
        fresh.renew()
        if preview.refused:  # a dead link, which a start shows and an edit does not
            assert "HC1" in preview.refused or "HC2" in preview.refused
            preview = fresh
        assert render_all(preview) == render_all(fresh)


def test_what_is_not_public_is_marked_in_page_and_lists(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    shop.write(shop.content / "가/draft.md", "---\ntitle: 쓰는 중\ndraft: true\n---\n\n본문\n")
    shop.write(shop.content / "가/later.md", "---\ntitle: 나중\npublish_at: 2199-03-02\n---\n\n본문\n")
    preview = Preview(shop.folder / "mkdocs.yml")
    preview.renew()
    pages = render_all(preview)
    assert '<p class="hc-badge hc-badge--mark">초안</p>' in pages["가/draft/"]
    assert "2199년 3월 2일 공개 예정" in pages["가/later/"]
    assert '쓰는 중 <span class="hc-badge hc-badge--mark">초안</span>' in pages["가/"]
    assert "2199년 3월 2일 공개 예정" in pages["가/"]
    told = preview.find_file("llms.txt")
    assert isinstance(told, bytes)
    assert "쓰는 중" not in told.decode()
    assert "나중" not in told.decode()


def test_a_fault_stays_told_until_it_is_mended_whatever_else_is_edited(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    preview = Preview(shop.folder / "mkdocs.yml")
    preview.renew()
    path = shop.pick()
    text = path.read_text("utf-8")
    preview.renew(shop.write(path, text + "\n[어디](nowhere.md)\n"))
    assert "HC10" in preview.refused
    other = shop.write(shop.content / "가/other.md", "---\ntitle: 다른 글\n---\n\n본문\n")
    preview.renew(other)
    assert "HC10" in preview.refused
    preview.renew(shop.write(path, text))
    assert preview.refused == ""
    assert preview.site is not None
    assert "가/other/" in preview.site.places


def test_a_broken_template_leaves_the_last_good_pages(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    preview = Preview(shop.folder / "mkdocs.yml")
    preview.renew()
    before = render_all(preview)
    preview.renew(shop.write(shop.folder / "overrides/partials/footer.html", "{{ nothing.at.all }}"))
    assert "overrides/partials/footer.html:1: the template can't be rendered" in preview.refused
    preview.renew(shop.edit())
    assert "overrides/partials/footer.html:1" in preview.refused
    assert render_all(preview) == before
