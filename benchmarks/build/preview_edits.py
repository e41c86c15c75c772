"""What a writer may change while a preview runs, each with the page that shows it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build.articles import make_png


@dataclass(frozen=True)
class Shop:
    """A project that is edited, and its articles."""

    folder: Path
    articles: list[Path]

    def address(self, article: Path) -> str:
        return article.relative_to(self.folder / "content").with_suffix("").as_posix() + "/"

    def pick(self, number: int) -> Path:
        return self.articles[(number * 37) % (len(self.articles) // 2)]


@dataclass(frozen=True)
class Edit:
    """A change of a file, the page that shows it, and how one sees that it does."""

    write: Callable[[], object]
    url: str
    shows: Callable[[int, bytes], bool]


def change(path: Path, pattern: str, new: str) -> Callable[[], object]:
    """A save as an editor does it: the whole file at once."""
    text = re.sub(pattern, lambda _: new, path.read_text("utf-8"), count=1, flags=re.M)
    return lambda: path.write_text(text, encoding="utf-8")


def has(word: str) -> Callable[[int, bytes], bool]:
    return lambda status, page: status == 200 and word.encode() in page


def edit_body(shop: Shop, number: int) -> Edit:
    word, article = f"고친 말 {number}", shop.pick(number)
    return Edit(change(article, "^## 이렇게 하세요$", f"{word}\n\n## 이렇게 하세요"), shop.address(article), has(word))


def edit_title(shop: Shop, number: int) -> Edit:
    word, article = f"새로운 제목 {number} {time.time_ns()}", shop.pick(number)
    return Edit(change(article, "^title: .*", f'title: "{word}"'), shop.address(article), has(word))


def add_file(shop: Shop, number: int) -> Edit:
    path = shop.folder / f"content/topic-{number % 20:02}/new-{number}.md"
    text = f"---\ntitle: 새 글 {number}\n---\n\n[다른 글](article-{number % 20:05}.md)을 보세요.\n"
    return Edit(lambda: path.write_text(text, encoding="utf-8"), shop.address(path), has(f"새 글 {number}"))


def rename_file(shop: Shop, number: int) -> Edit:
    old = shop.folder / f"content/topic-{number % 20:02}/new-{number}.md"
    if not old.exists():
        old.write_text(f"---\ntitle: 새 글 {number}\n---\n\n본문\n", encoding="utf-8")
        time.sleep(0.5)
    new = old.with_name(f"renamed-{number}.md")
    return Edit(lambda: old.rename(new), shop.address(new), has(f"새 글 {number}"))


def delete_file(shop: Shop, number: int) -> Edit:
    path = shop.folder / f"content/topic-{number % 20:02}/renamed-{number}.md"
    return Edit(lambda: path.unlink(missing_ok=True), shop.address(path), lambda status, _: status == 404)


def change_picture(shop: Shop, number: int) -> Edit:
    article, width = shop.pick(number), 400 + number % 1_000
    picture = article.parent / "media" / re.findall(r"media/(screen-\d+.png)", article.read_text("utf-8"))[0]
    return Edit(
        lambda: picture.write_bytes(make_png(width, 200)), shop.address(article), has(f'width="{width}" height="200"')
    )


def change_synonyms(shop: Shop, number: int) -> Edit:
    path = shop.folder / "content/synonyms.yml"
    text = f"- [환불, 돈 돌려받기 {number}]\n"
    return Edit(lambda: path.write_text(text, encoding="utf-8"), shop.address(shop.pick(number)), has("</html>"))


def change_setting(shop: Shop, number: int) -> Edit:
    name = f"가게 {number}"
    write = change(shop.folder / "mkdocs.yml", "shop: {name: .*}", f"shop: {{name: {name}}}")
    return Edit(write, shop.address(shop.pick(number)), has(f"<b>{name}</b>"))


def change_template(shop: Shop, number: int) -> Edit:
    path = shop.folder / "overrides/partials/footer.html"
    text = f"<footer>아래 {number}</footer>\n"
    return Edit(
        lambda: path.write_text(text, encoding="utf-8"), shop.address(shop.pick(number)), has(f"아래 {number}<")
    )


KINDS: dict[str, Callable[[Shop, int], Edit]] = {
    "body": edit_body,
    "title": edit_title,
    "new file": add_file,
    "rename": rename_file,
    "delete": delete_file,
    "picture": change_picture,
    "synonym": change_synonyms,
    "setting": change_setting,
    "template": change_template,
}
