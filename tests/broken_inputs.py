"""Broken inputs by kind, always the same ones: what people's disks, editors and other tools leave in a help center.

Run as a program it tries each through the library, as a build would, and prints one JSON line for each: how it ended,
what was told, and how long it took; then the peak memory of all.
"""

import json
import os
import random
import resource
import signal
import tempfile
import time
import traceback
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from types import FrameType

from PIL import Image

from hc_builder.checks import check_help_center
from hc_builder.checks.search_tests import read_expectations
from hc_builder.content.files import NO_PATTERNS, FilePatterns
from hc_builder.content.gathering import read_help_center
from hc_builder.content.links import AddressBook
from hc_builder.content.markup import Renderer
from hc_builder.content.redirects import join_redirects
from hc_builder.content.settings_reading import parse_settings
from hc_builder.pages.page_html import build_page_html
from hc_builder.problems import has_errors, render_problems
from hc_builder.search.synonyms import read_synonyms

CPU_SECONDS = 5
GOOD = "---\ntitle: 잘 있는 글\n---\n본문이에요.\n"


@dataclass(frozen=True)
class BrokenInput:
    """`files` are written under `content/`; `make` does what no bytes can. `place` is what a message must name (empty:
    it is read as meant, and nothing need be told)."""

    kind: str
    name: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    place: str = ""
    make: Callable[[Path], None] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    patterns: FilePatterns = NO_PATTERNS


@dataclass(frozen=True)
class Outcome:
    """`crash` is the traceback of what should not have been raised."""

    kind: str
    name: str
    place: str
    told: str
    has_errors: bool
    crash: str
    seconds: float


def list_inputs() -> Iterator[BrokenInput]:
    for find in (
        _break_front_matter,
        _break_values,
        _break_encodings,
        _break_bodies,
        _break_targets,
        _break_names,
        _break_pictures,
        _break_redirects,
        _break_folders,
        _break_settings,
        _break_word_files,
    ):
        yield from find()


def _article(kind: str, name: str, text: str | bytes, told: bool = True) -> BrokenInput:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return BrokenInput(
        kind, name, {"refund/x.md": data, "good.md": GOOD.encode()}, "content/refund/x.md" if told else ""
    )


_SIGNS = "\t:-?,[]{}#&*!|>'\"%@`~=<\\\x00\x07\u2028\ufeff\ud800\U0001f600가 "


def _break_front_matter() -> Iterator[BrokenInput]:
    kind, chance = "front matter", random.Random(1)
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    named = {
        "billion laughs": f"---\na0: &a0 x\n{laughs}\ntitle: t\n---\nx\n",
        "deep lists": f"---\ntitle: t\nx: {'[' * 5000}{']' * 5000}\n---\nx\n",
        "deep groups": f"---\ntitle: t\nx: {'{a: ' * 3000}\n---\nx\n",
        "deep dashes": f"---\ntitle: t\nx:\n  {'- ' * 3000}a\n---\nx\n",
        "giant": f"---\ntitle: t\nx: {'가' * 900_000}\n---\nx\n"[:300_000] + "\n---\nx\n",
        "many keys": "---\ntitle: t\n" + "".join(f"k{n}: {n}\n" for n in range(3000)) + "---\nx\n",
        "no end": "---\ntitle: t\n\n본문이에요.\n",
        "toml": '+++\ntitle = "t"\n+++\nx\n',
        "json": '{"title": "t"}\n\nx\n',
        "list": "---\n- title\n---\nx\n",
        "one word": "---\ntitle\n---\nx\n",
        "odd keys": "---\ntitle: t\non: 1\n~: 2\n? [a]\n: 3\n---\nx\n",
        "key twice": "---\ntitle: t\ntitle: u\n---\nx\n",
        "merge key": "---\ntitle: t\n<<: *base\n---\nx\n",
        "tag": "---\ntitle: !!python/object/apply:os.system [ls]\n---\nx\n",
        "emphasis": "---\ntitle: *중요* 안내\n---\nx\n",
        "tab": "---\ntitle: t\nx:\n\ty: 1\n---\nx\n",
        "cut at #": "---\ntitle: 상품 #3 문의\n---\nx\n",
        "empty": "---\n---\nx\n",
        "only dashes": "---",
        "no title": "---\nowner: 팀\n---\nx\n",
    }
    yield from (_article(kind, name, text) for name, text in named.items())
    head = "title: 환불은 언제 받나요?\nquestions: [환불 기간, 돈 언제]\nupdated: 2026-10-12\nsummary: 사흘이 걸려요.\n"
    for number in range(120):
        at, sign = chance.randrange(len(head)), chance.choice(_SIGNS)
        text = f"---\n{head[:at]}{sign * chance.choice((1, 1, 2, 50))}{head[at + chance.choice((0, 1)) :]}---\nx\n"
        yield _article(kind, f"sign {number}", text, told=False)


def _break_values() -> Iterator[BrokenInput]:
    good = {
        "title": ("yes", "2026", "3.10", "010"),
        "keywords": ("[NO, on, 3.10, 1:1, 010, 2026-01-01]", "no"),
        "draft": ("no",),
    }
    bad = (
        "[]",
        "{a: b}",
        "[[a]]",
        "2026-02-30",
        "99999999999999999999",
        "''",
        "'\\u0000'",
        "0x1F",
        ".nan",
        "[a, {b: c}]",
    )
    wrong = {
        "title": ("[a, b]", "{a: b}", "'???'", "🎁🎁", "' '"),
        "type": ("howto", "FAQ", "[faq]", "1"),
        "draft": ("maybe", "2", "[true]", "네"),
        "popular": ("often", "{a: b}"),
        "updated": ("2026-02-30", "2026-13-01", "yesterday", "12.10.2026", "[2026-01-01]", "0000-00-00"),
        "review_by": ("2026-02-29", "soon"),
        "publish_at": ("tomorrow", "2026-1-1"),
        "related": ("[nowhere]", "refund/nowhere", "{a: b}"),
        "questions": ("[a: b]", "{a: b}", "[[a]]"),
    }
    for key, values in good.items():
        for value in values:
            head = f"{key}: {value}\n" + ("" if key == "title" else "title: t\n")
            yield _article("value as meant", f"{key}: {value}", f"---\n{head}---\nx\n", told=False)
    for key, values in wrong.items():
        for value in values:
            head = f"{key}: {value}\n" + ("" if key == "title" else "title: t\n")
            yield _article("value", f"{key}: {value}", f"---\n{head}---\nx\n")
    for key in ("title", "type", "questions", "summary", "related", "owner", "updated", "redirect_from", "permalink"):
        for value in bad:
            head = f"{key}: {value}\n" + ("" if key == "title" else "title: t\n")
            yield _article("odd value", f"{key}: {value}", f"---\n{head}---\nx\n", told=False)


def _break_encodings() -> Iterator[BrokenInput]:
    text, kind = "---\ntitle: 환불은 언제 받나요?\n---\n사흘이 걸려요.\n", "encoding"
    for encoding in ("cp949", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "shift_jis", "big5"):
        raw = text.encode(encoding, "replace")
        yield _article(kind, encoding, raw)
    for at in range(4, 40, 3):
        yield _article(kind, f"cut inside a letter at {at}", text.encode()[: at * 2 + 1] + b"\xff")
    for sign in (0, 1, 7, 8, 11, 12, 27, 127):
        yield _article(kind, f"control {sign}", text.replace("사흘", f"사{chr(sign)}흘"))
    yield _article(kind, "byte order mark", "\ufeff" + text, told=False)
    yield _article(kind, "windows lines", text.replace("\n", "\r\n"), told=False)
    yield _article(kind, "old mac lines", text.replace("\n", "\r"), told=False)
    yield _article(kind, "taken apart", unicodedata.normalize("NFD", text), told=False)
    yield _article(kind, "no bytes", b"")
    yield _article(kind, "blank", b" \n\n\t\n")
    yield _article(kind, "a program", random.Random(2).randbytes(20_000))
    yield _article(kind, "a picture", _picture("PNG"))
    yield _article(kind, "too large", "# 제목\n\n" + "가나다라 " * 200_000)


def _break_bodies() -> Iterator[BrokenInput]:
    openers = (
        *(
            "> ",
            "- ",
            "1. ",
            "* ",
            "[",
            "![",
            "*",
            "**",
            "_",
            "`",
            "~~",
            "==",
            "++",
            "<div>",
            "<b>",
            "<a href=",
            "<!--",
        ),
        *(
            "|",
            "((",
            "[[",
            "{{",
            "{%",
            "!!! note\n    ",
            "??? tip\n    ",
            '=== "탭"\n    ',
            ":::tip\n",
            "<details>",
            "&",
            "[^1]",
            "\\",
        ),
        *(
            "[a](",
            "![a](",
            "<",
            "{",
            "{: .a",
            "$",
            "# ",
            "```\n",
            "\n\n",
            "\t",
            "[^a]: ",
            "*[a]: ",
            "***",
            "_*",
            "[!NOTE] ",
        ),
    )
    for opener in openers:
        for times in (30, 1500):
            name = f"{opener.strip() or 'blank'!r} {times} times"
            yield _article("body", name, f"---\ntitle: t\n---\n{opener * times}글\n", told=False)
    for opener in ("a", "가", "a ", "*a* ", "[a](b) ", "`a` ", "<b>a</b> ", "http://a.kr ", "a|"):
        yield _article(
            "long line", repr(opener), f"---\ntitle: t\n---\n{opener * (60_000 // len(opener))}\n", told=False
        )
    nested = "".join(f"{'  ' * depth}- 글\n" for depth in range(60))
    yield _article("body", "stairs of lists", f"---\ntitle: t\n---\n{nested}", told=False)


def _break_targets() -> Iterator[BrokenInput]:
    told = (
        *(
            "nowhere.md",
            "../../../../etc/passwd",
            "/etc/passwd",
            "%00",
            "a%00b.md",
            "%ff%fe.md",
            "media\\x.png",
            "?a=b#c/",
        ),
        *(
            "help@onseorap.example",
            "010-1234-5678",
            "www.naver.com",
            "naver.com/x",
            "https//a.kr",
            ".",
            "..",
            "../..",
            "~",
            "x.md#없음",
        ),
        *("X.MD", "good.MD", "%E0%A4%A.md", "a" * 5000, "{x}", "nowhere.png#t=1", "../content", "/", "//../x", "`"),
    )
    fine = (
        "#top",
        "#:~:text=글",
        "https://a.kr/[x",
        "http://[::1",
        "mailto:",
        "tel:",
        "//a.kr",
        "javascript:alert(1)",
        "../good.md?x=1",
    )
    for target in told:
        body = f"---\ntitle: t\n---\n글 [글](<{target}>) ![그림](<{target}>)\n"
        yield _article(
            "target", target[:40], body, told=target not in (".", "..", "../..", "../content", "/", "//../x", "?a=b#c/")
        )
    for target in fine:
        yield _article("target as meant", target, f"---\ntitle: t\n---\n글 [글](<{target}>)\n", told=False)


def _break_names() -> Iterator[BrokenInput]:
    data = GOOD.encode()
    told = (
        "100%.md",
        "a?.md",
        "a#b.md",
        'a"b.md',
        "a<b.md",
        "a|b.md",
        "a*b.md",
        "a:b.md",
        "a\\b.md",
        "a\nb.md",
        "a\tb.md",
        " a.md",
        "a .md",
    )
    own = (
        "search.md",
        "404.md",
        "assets.md",
        "404.html",
        "sitemap.xml",
        "search/ko/x.json",
        "search/index.md",
        "index.html",
    )
    fine = (
        "환불 방법.md",
        "a&b.md",
        "it's.md",
        "(1).md",
        "a+b.md",
        "a=b.md",
        "x,y.md",
        "a;b.md",
        "é.md",
        "🎁.md",
        "a.b.c.md",
        "con.md",
        "-a.md",
    )
    for name in (*told, *own):
        yield BrokenInput("name", name, {name: data.replace("잘".encode(), b"x"), "good.md": data}, "content/")
    for name in fine:
        yield BrokenInput("name as meant", name, {name: data.replace("잘".encode(), b"x"), "good.md": data})
    pairs = (
        ("Card.md", "card.md"),
        ("A/x.md", "a/y.md"),
        ("a.md", "a/index.md"),
        ("a.md", "a/index.html"),
        ("a.md", "a.markdown"),
    )
    for one, two in pairs:
        yield BrokenInput("pair", f"{one} and {two}", {one: data, two: data.replace("잘".encode(), b"x")}, "content/")
    twins = {unicodedata.normalize(form, "환불.md"): data for form in ("NFC", "NFD")}
    yield BrokenInput("pair", "composed and taken apart", twins, "content/환불.md")
    for suffix in (".MD", ".markdown", ".mdown", ".mkd", ".mdx"):
        yield BrokenInput("suffix", suffix, {f"x{suffix}": data})
    for suffix in (".rst", ".adoc", ".org", ".textile"):
        yield BrokenInput("other text", suffix, {f"x{suffix}": b"x", "good.md": data}, f"content/x{suffix}")
    for name in (
        "_a.md",
        ".a.md",
        "a.md~",
        "a.bak",
        "Thumbs.db",
        "node_modules/a.md",
        "_d/a.md",
        "a.psd",
        "~$a.docx",
        "#a.md#",
    ):
        yield BrokenInput("leftover", name, {name: b"\xff", "good.md": data})


def _picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    file = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(file, kind)
    return file.getvalue()


def _break_pictures() -> Iterator[BrokenInput]:
    def show(name: str, data: bytes, what: str, told: bool = True) -> BrokenInput:
        text = f"---\ntitle: t\n---\n![그림]({name})\n".encode()
        return BrokenInput("picture", f"{name} {what}", {name: data, "x.md": text}, f"content/{name}" if told else "")

    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP"):
        name, data = f"p.{kind.lower()}", _picture(kind)
        yield show(name, data, "whole", told=False)
        yield show(name, b"", "empty")
        yield show(name, b"<html><body>404</body></html>", "is a page")
        yield show(name, data[:7], "cut in its head")
        for part in (3, 5, 8):
            yield show(name, data[: len(data) * part // 10], f"cut at {part}0%", told=kind != "BMP")
        for number in range(6):
            chance = random.Random(number)
            torn = bytes(byte if chance.random() > 0.02 else chance.randrange(256) for byte in data)
            yield show(name, torn, f"torn {number}", told=False)
    yield show("p.jpg", _picture("PNG"), "is a PNG")
    sides = (20_000).to_bytes(4, "big") * 2
    chunks = ((b"IHDR", sides + b"\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    giant = b"".join(len(d).to_bytes(4, "big") + t + d + zlib.crc32(t + d).to_bytes(4, "big") for t, d in chunks)
    yield show("giant.png", b"\x89PNG\r\n\x1a\n" + giant, "20000 by 20000")
    for name, data in (
        ("no element", b"<x/>"),
        ("laughs", b'<!DOCTYPE svg [<!ENTITY a "b">]><x>&a;</x>'),
        ("bytes", b"\xff\xfe\x00"),
    ):
        yield show("d.svg", data, name)
    for box in ("0 0 0 0", "a b c d", "0 0 1e9 1e9", "-1 -1 5 5", ""):
        yield show("d.svg", f'<svg viewBox="{box}" width="100%"/>'.encode(), f"box {box}", told=False)


def _break_redirects() -> Iterator[BrokenInput]:
    bad = (
        "https://a.kr/x",
        "//a.kr/x",
        "a#b",
        "a?b=c",
        "a/*",
        "/:id",
        "../x",
        "a/../b",
        '"a\\nb"',
        "a\\\\b",
        "/",
        '""',
        "x",
        "/x/",
    )
    for old in bad:
        quoted = old if old.startswith('"') else f"'{old}'"
        text = f"---\ntitle: t\nredirect_from: [{quoted}]\n---\nx\n"
        place = "" if old in ('""', "a\\\\b") else "content/x.md"
        yield BrokenInput("redirect", old, {"x.md": text.encode()}, place)
    for old in ("faq/refund date", "/faq/환불/", "faq/%ED%99%98", "old.html"):
        yield BrokenInput(
            "redirect as meant", old, {"x.md": f"---\ntitle: t\nredirect_from: ['{old}']\n---\nx\n".encode()}
        )
    own = {"x.md": b"---\ntitle: t\nredirect_from: [old]\n---\nx\n"}
    for rules, place in ((b"/old /elsewhere 301\n", "content/_redirects:1"), (b"/a /b\n\xff\xff\n#c\n   \n/one\n", "")):
        yield BrokenInput("own redirects", repr(rules[:20]), {**own, "_redirects": rules}, place)


def _break_folders() -> Iterator[BrokenInput]:
    good = {"good.md": GOOD.encode()}

    def link(name: str, target: str) -> Callable[[Path], None]:
        return lambda root: (root / name).symlink_to(target)

    yield BrokenInput("folder", "nothing in it", {}, "content")
    yield BrokenInput("folder", "pictures only", {"p.png": _picture("PNG")}, "content")
    yield BrokenInput("folder", "drafts only", {"x.md": b"---\ntitle: t\ndraft: true\n---\nx\n"}, "content")
    yield BrokenInput("folder", "an index only", {"index.md": b"---\ntitle: t\n---\n"}, "content")
    for name, target, place in (
        ("m.png", "/etc/passwd", "content/m.png"),
        ("out", "/etc", "content/out"),
        ("loop", ".", "content/loop"),
        ("up", "..", "content/up"),
        ("gone.md", "nowhere.md", "content/gone.md"),
        ("itself.md", "itself.md", "content/itself.md"),
    ):
        yield BrokenInput("link", f"{name} to {target}", good, place, link(name, target))
    yield BrokenInput("link", "a pipe", good, "", lambda root: os.mkfifo(root / "pipe.md"))
    legacy = b"/\xc8\xaf\xba\xd2.md"  # 환불.md, in CP949
    yield BrokenInput("link", "a name in CP949", good, "content/", lambda root: _write(os.fsencode(root) + legacy))
    for text in ("!", "a[", "**", "/", "[", "\\", "!!x", "a/**/b", "#x"):
        patterns = FilePatterns(exclude=text, drafts=text, unlisted=text)
        place = "mkdocs.yml" if text == "!" else ""
        yield BrokenInput("pattern", text, good, place, patterns=patterns)


def _write(path: bytes) -> None:
    with open(path, "wb") as file:
        file.write(GOOD.encode())


def _break_settings() -> Iterator[BrokenInput]:
    good = {"good.md": GOOD.encode()}
    odd: tuple[object, ...] = (5, "x", [], {}, True, [None], {"x": {"y": 1}}, [[[]]], date(2026, 1, 1))
    for key in (
        "languages",
        "shop",
        "contact",
        "feedback",
        "gaps",
        "font",
        "policies",
        "media_roots",
        "dead_links",
        "words",
    ):
        for value in odd:
            yield BrokenInput("setting", f"{key}: {value!r}", good, "", settings={key: value})
    told: tuple[Mapping[str, object], ...] = (
        {"shop": {"color": "red"}},
        {"languages": []},
        {"languages": [False]},
        {"contact": {"channels": [{"type": "fax"}]}},
        {"media_roots": {"/a/": "../nowhere"}},
        {"nmae": 1},
    )
    for settings in told:
        yield BrokenInput("setting", repr(settings), good, "mkdocs.yml", settings=settings)


def _break_word_files() -> Iterator[BrokenInput]:
    good, chance = {"good.md": GOOD.encode()}, random.Random(3)
    heads = {
        "synonyms.yml": "- [배송비, 택배비]\n- {from: [집], to: [배송]}\n",
        "search-tests.yml": "- query: 환불\n  expect: good\n  within: 1\n",
    }
    for name, head in heads.items():
        for text in ("x", "- [a\n", "{a: b", "- *a\n", "- [가]\n", "- 1\n", f"{'[' * 4000}", "\x00"):
            yield BrokenInput("words", f"{name} {text[:9]!r}", {**good, name: text.encode()}, f"content/{name}")
        for number in range(20):
            at = chance.randrange(len(head))
            text = head[:at] + chance.choice(_SIGNS) + head[at:]
            yield BrokenInput("words", f"{name} sign {number}", {**good, name: text.encode("utf-8", "surrogatepass")})


def try_input(given: BrokenInput, folder: Path, renderer: Renderer) -> Outcome:
    """Read, check and draw what was given, as a build would."""
    root = folder / "content"
    root.mkdir()
    for name, data in given.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    if given.make:
        given.make(root)
    start, told, failed, crash = time.process_time(), "", False, ""
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        told, failed = _build(given, root, renderer)
    except BaseException:
        crash = traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return Outcome(given.kind, given.name, given.place, told, failed, crash, time.process_time() - start)


def _build(given: BrokenInput, root: Path, renderer: Renderer) -> tuple[str, bool]:
    settings, faults = parse_settings(given.settings, "mkdocs.yml")
    center = read_help_center(root, settings, renderer, date(2026, 11, 29), patterns=given.patterns)
    problems = [*faults, *check_help_center(center, date(2026, 11, 29))]
    problems += read_synonyms(root / "synonyms.yml", "content/synonyms.yml")[1]
    problems += read_expectations(root / "search-tests.yml", "content/search-tests.yml")[1]
    book = AddressBook(center)
    for shown in center.articles:
        build_page_html(book, shown).encode()
    join_redirects(center).encode()
    text = render_problems(problems)
    text.encode()
    return text, has_errors(problems)


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {CPU_SECONDS} s of processor time")


def _read_peak() -> int:
    """Bytes. Where Linux tells it: `ru_maxrss` of a child begins with its parent's."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (line,) = [line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def main() -> None:
    signal.signal(signal.SIGVTALRM, _give_up)
    renderer = Renderer()
    with tempfile.TemporaryDirectory() as folder:
        for number, given in enumerate(list_inputs()):
            place = Path(folder) / str(number)
            place.mkdir()
            print(json.dumps(asdict(try_input(given, place, renderer)), ensure_ascii=True), flush=True)
    print(json.dumps({"peak": _read_peak()}))


if __name__ == "__main__":
    main()
