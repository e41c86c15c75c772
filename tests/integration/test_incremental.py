"""Whatever was edited, and whatever became of the cache: a build after the edit gives what a cold build gives."""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fresh_site import build_site
from PIL import Image

from hc_builder import file_memo
from hc_builder.cache import CACHE, FILE, Cache
from hc_builder.config import read_config
from hc_builder.errors import UserError
from hc_builder.project import build_renderer, read_project
from hc_builder.search import index, postings, synonyms
from hc_builder.site.build import build_project
from hc_builder.site.unchanged import find_unchanged

SEQUENCES = int(os.environ.get("HC_EDIT_SEQUENCES", "12"))
"""300 take five minutes."""
EDITS = 6
LEXICON = synonyms.read_synonyms(None)[0].groups[:20]
FOLDERS = ("", "refund/", "refund/card/", "배송/")
WORDS = "환불 배송 교환 카드 주문 취소 반품 포인트 쿠폰 회원 비밀번호 택배 무통장 입금 확인 사진 결제 오류".split()
CONFIG = """site_name: {name}
site_url: https://help.shop.example/
docs_dir: content
theme: {{name: helpcenter, language: ko, custom_dir: overrides}}
plugins:
  - helpcenter:
      languages: [ko, en]
      shop: {{name: "{name}", color: "{color}"}}
      words: [{word}]
      policies: {{약관: refund/policy}}
      dead_links: warning
      exports: [articles, llms, faq, snippets, lunr, holidays]
"""


class Shop:
    """A small help center, and the ways to edit it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.content, self.chance = folder, folder / "content", chance
        self.count = 0
        (folder / "overrides/partials").mkdir(parents=True)
        for place in FOLDERS:
            (self.content / place / "media").mkdir(parents=True)
            self.draw(f"{place}media/a.png")
        self.write("refund/policy.md", "---\ntitle: 약관\n---\n\n약관이에요.\n")
        self.configure()
        for _ in range(5):
            self.add()

    def write(self, path: str, text: str) -> None:
        (self.content / path).write_text(text, encoding="utf-8")

    def draw(self, path: str) -> None:
        Image.new("L", (self.chance.randint(20, 90), self.chance.randint(20, 90))).save(self.content / path)

    def list_articles(self) -> list[Path]:
        return sorted(path for path in self.content.rglob("*.md") if path.name not in ("policy.md", "index.md"))

    def choose(self) -> Path:
        return self.chance.choice(self.list_articles() or [self.add()])

    def say(self, count: int) -> str:
        endings = ("을", "가", "는", "하고", "")
        return " ".join(self.chance.choice(WORDS) + self.chance.choice(endings) for _ in range(count))

    def make_article(self, path: Path) -> str:
        others = [other.relative_to(self.content).as_posix() for other in self.list_articles()]
        linked = self.chance.sample(others, min(2, len(others)))
        links = [f"[글]({os.path.relpath(self.content / other, path.parent)})" for other in linked]
        related = self.chance.sample(others, min(len(others), self.chance.choice((0, 0, 0, 0, 1))))
        names = ", ".join(other.split(".")[0] for other in related)
        more = ("", "popular: true\n", "draft: true\n", "updated: 2026-10-01\n", f"summary: {self.say(4)}\n")
        head = f"title: {self.say(2)} {self.count}\nrelated: [{names}]\n{self.chance.choice(more)}"
        picture = "![그림](media/a.png)" if self.chance.random() < 0.5 else ""
        return f"---\n{head}---\n\n{self.say(12)} {' '.join(links)}\n\n## {self.say(1)}\n\n{picture}\n\n{self.say(9)}\n"

    # The edits.

    def add(self) -> Path:
        self.count += 1
        lang = self.chance.choice(("", "", ".en"))
        path = self.content / self.chance.choice(FOLDERS) / f"article-{self.count}{lang}.md"
        path.write_text(self.make_article(path), encoding="utf-8")
        return path

    def rewrite(self) -> None:
        path = self.choose()
        path.write_text(self.make_article(path), encoding="utf-8")

    def edit_body(self) -> None:
        path = self.choose()
        path.write_text(f"{path.read_text('utf-8')}\n{self.say(3)}\n", encoding="utf-8")

    def retitle(self) -> None:
        path = self.choose()
        lines = path.read_text("utf-8").split("\n")
        lines[1] = f"title: {self.say(2)} 새 {self.count}"
        path.write_text("\n".join(lines), encoding="utf-8")

    def same_size(self) -> None:
        """A letter for another of as many bytes."""
        path = self.choose()
        path.write_text(path.read_text("utf-8").replace("불", "송", 1), encoding="utf-8")

    def rename(self) -> None:
        path = self.choose()
        self.count += 1
        path.rename(path.with_name(f"renamed-{self.count}{''.join(path.suffixes)}"))

    def recategorise(self) -> None:
        path = self.choose()
        path.rename(self.content / self.chance.choice(FOLDERS) / path.name)

    def delete(self) -> None:
        self.choose().unlink()

    def swap_two(self) -> None:
        one, two = self.choose(), self.choose()
        a, b = one.read_bytes(), two.read_bytes()
        one.write_bytes(b)
        two.write_bytes(a)

    def describe_folder(self) -> None:
        place = self.chance.choice(FOLDERS)
        self.write(f"{place}index.md", f"---\ntitle: {self.say(1)}\norder: {self.chance.randint(1, 9)}\n---\n")

    def write_folder_text(self) -> None:
        place = self.chance.choice(FOLDERS)
        if place:
            self.write(f"{place}index.md", self.make_article(self.content / place / "index.md"))

    def change_template(self) -> None:
        asked = self.chance.choice(("", "{{ pages | length }}", "{% for f in pages %}{{ f.page.title }}{% endfor %}"))
        text = f"<footer>{self.say(1)} {asked}</footer>"
        (self.folder / "overrides/partials/footer.html").write_text(text, encoding="utf-8")

    def drop_template(self) -> None:
        (self.folder / "overrides/partials/footer.html").unlink(missing_ok=True)

    def change_synonyms(self) -> None:
        one, two = self.chance.sample(WORDS, 2)
        self.write("synonyms.yml", f"- [{one}, {two}{self.count}]\n")

    def change_picture(self) -> None:
        self.draw(f"{self.chance.choice(FOLDERS)}media/a.png")

    def drop_picture(self) -> None:
        (self.content / self.chance.choice(FOLDERS) / "media/a.png").unlink(missing_ok=True)

    def configure(self) -> None:
        name, word, color = self.say(1), self.chance.choice(WORDS), f"#{self.chance.randrange(1 << 24):06x}"
        text = CONFIG.format(name=name, word=word, color=color)
        (self.folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    def add_redirects(self) -> None:
        self.write("_redirects", f"/old-{self.count}/ / 301\n")

    # What becomes of the cache and the site.

    def lose_cache(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def tear_cache(self) -> None:
        path = self.folder / CACHE / FILE
        if path.exists():
            data = path.read_bytes()
            path.write_bytes(data[: self.chance.randrange(len(data) + 1)])

    def spoil_cache(self) -> None:
        path = self.folder / CACHE / FILE
        if path.exists():
            data = bytearray(path.read_bytes())
            for _ in range(20):
                data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            path.write_bytes(data)

    def bring_back_old_cache(self) -> None:
        now, old = self.folder / CACHE / FILE, self.folder / "old.sqlite"
        if old.exists():
            shutil.copy(old, now)
        elif now.exists():
            shutil.copy(now, old)

    def lose_site(self) -> None:
        shutil.rmtree(self.folder / "site", ignore_errors=True)

    def spoil_site(self) -> None:
        """A file changed, one removed, one too many."""
        found = [path for path in (self.folder / "site").rglob("*") if path.is_file()]
        files = sorted(path for path in found if path.name != "sitemap.xml")
        for path, action in zip(self.chance.sample(files, min(2, len(files))), (Path.unlink, Path.touch), strict=False):
            action(path)
        if files:
            self.chance.choice(files).write_text("spoilt")
            (self.folder / "site/more/and").mkdir(parents=True, exist_ok=True)
            (self.folder / "site/more/and/more.html").write_text("more")

    def do_nothing(self) -> None:
        """A second build of the same."""


EDITS_KNOWN: list[Callable[[Shop], object]] = [
    value
    for name, value in vars(Shop).items()
    if callable(value) and name not in ("__init__", "write", "draw", "list_articles", "choose", "say", "make_article")
]


def build_incrementally(shop: Shop) -> dict[str, bytes] | str:
    """As `hc build` does it."""
    config = shop.folder / "mkdocs.yml"
    cache = Cache(shop.folder / CACHE)
    is_same = find_unchanged(cache, config, None, False) is not None
    cache.close()
    try:
        if not is_same:
            build_project(config)
    except UserError as error:
        return str(error)
    return read_tree(shop.folder / "site")


def build_cold(shop: Shop, folder: Path) -> dict[str, bytes] | str:
    """Without any cache, into an empty folder."""
    config = read_config(shop.folder / "mkdocs.yml")
    try:
        build_site(read_project(config, build_renderer(config)), folder)
    except UserError as error:
        return str(error)
    return read_tree(folder)


def read_tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_a_build_is_that_of_an_empty_cache(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_memo, "SETTLED_NS", 30_000_000)  # so that files count as known within the test
    monkeypatch.setattr(postings, "_AVERAGE_STEPS", 1)  # so that averages stay where they are, as on a large site
    monkeypatch.setattr(
        index, "is_small", lambda change, most: True
    )  # so that an index is always changed, if it can be
    monkeypatch.setattr(synonyms, "_read_lexicon", lambda lang: LEXICON)  # the whole of it takes seconds a build
    chance = random.Random(seed)
    shop = Shop(tmp_path / "shop", chance)
    done: list[str] = []
    for number in range(EDITS):
        for edit in chance.choices(EDITS_KNOWN, k=chance.choice((1, 1, 2))):
            edit(shop)
            done.append(edit.__name__)
        if chance.random() < 0.5:
            time.sleep(0.04)
        built, cold = build_incrementally(shop), build_cold(shop, tmp_path / f"cold-{number}")
        if isinstance(cold, str):
            assert built == cold, done
        else:
            assert isinstance(built, dict), (built, done)
            assert built.keys() == cold.keys(), done
            assert [path for path in cold if built[path] != cold[path]] == [], done
        shutil.rmtree(tmp_path / f"cold-{number}", ignore_errors=True)
