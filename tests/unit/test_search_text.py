"""Text is folded and cut alike in Python and in the browser; keystrokes are those of the Korean keyboard."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from hc_builder.search.bundle import BundleError, bundle_modules
from hc_builder.search.conjugate import conjugate
from hc_builder.search.engine import find_engine
from hc_builder.search.text import fold_text, split_words

CONTRACTS = Path(__file__).parents[1] / "contracts"
TEXT = json.loads((CONTRACTS / "search_text.json").read_text("utf-8"))
HANGUL = json.loads((CONTRACTS / "hangul.json").read_text("utf-8"))


class Module:
    """One of the browser's modules, its functions called from Python."""

    def __init__(self, name: str) -> None:
        self.v8 = MiniRacer()
        self.v8.eval(f"const module = {bundle_modules(find_engine() / name, script=True)}")

    def __getattr__(self, function: str) -> Any:
        return lambda *arguments: self.v8.call(f"module.{function}", *arguments)


@pytest.fixture(scope="module")
def text() -> Iterator[Module]:
    module = Module("text.js")
    yield module
    module.v8.close()


@pytest.fixture(scope="module")
def hangul() -> Iterator[Module]:
    module = Module("hangul.js")
    yield module
    module.v8.close()


@pytest.mark.parametrize(("given", "folded"), TEXT["fold"])
def test_text_is_folded_alike_in_both_languages(text: Module, given: str, folded: str) -> None:
    assert (fold_text(given), text.foldText(given)) == (folded, folded)


@pytest.mark.parametrize(("given", "words"), TEXT["words"])
def test_text_is_cut_alike_in_both_languages(text: Module, given: str, words: list[str]) -> None:
    assert (split_words(fold_text(given)), text.splitWords(text.foldText(given))) == (words, words)


@pytest.mark.parametrize(("word", "keys"), HANGUL["keys"])
def test_a_word_becomes_the_keys_struck_for_it(hangul: Module, word: str, keys: str) -> None:
    assert hangul.toKeys(word) == keys


@pytest.mark.parametrize(("keys", "word"), HANGUL["typed"])
def test_keys_become_what_an_input_method_makes_of_them(hangul: Module, keys: str, word: str | None) -> None:
    assert hangul.fromKeys(keys) == word


@pytest.mark.parametrize(("word", "initials"), HANGUL["initials"])
def test_a_word_has_its_initials(hangul: Module, word: str, initials: str) -> None:
    assert hangul.toInitials(word) == initials


@pytest.mark.parametrize(
    ("stem", "adjective", "shape"),
    [
        ("깨지", False, "깨졌"),
        ("오", False, "와"),
        ("쓰", False, "썼"),
        ("아프", True, "아파"),
        ("빠르", True, "빨라"),
        ("부르", False, "불렀"),
        ("춥", True, "추워"),
        ("돕", False, "도와"),
        ("듣", False, "들"),
        ("짓", False, "지었"),
        ("하얗", True, "하얀"),
        ("풀", False, "푸"),
        ("보내", False, "보냈"),
        ("원하", False, "원했"),
    ],
)
def test_stems_take_their_contracted_shapes(stem: str, adjective: bool, shape: str) -> None:
    assert shape in conjugate(stem, adjective)


def test_regular_stems_keep_theirs() -> None:
    assert conjugate("받") == conjugate("입") == conjugate("씻") == ()


def write_modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder / "main.js"


def test_modules_are_joined_in_the_order_of_their_imports(tmp_path: Path) -> None:
    source = 'import { half } from "./half.js";\n\n/** Said of it. */\nexport const one = half * 2;\n'
    main = write_modules(tmp_path, main=source, half="export const half = 0.5;\n")
    assert bundle_modules(main) == "export const{one}=(()=>{const e=.5,t=e*2;return{one:t}})()"


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ('import half from "./half.js";\n', "main.js: `import half"),
        ('import { none } from "./half.js";\n', "main.js imports none, which half.js does not export"),
        ('import { half } from "./gone.js";\n', "there is no module gone.js"),
        ('import { half } from "./half.js";\nconst inner = 1;\n', "`inner` is declared in half.js and in main.js"),
        ("export default 1;\n", "main.js: `export default 1;`"),
    ],
)
def test_a_module_that_breaks_the_convention_is_named(tmp_path: Path, main: str, message: str) -> None:
    path = write_modules(tmp_path, main=main, half="const inner = 0;\nexport const half = 0.5;\n")
    with pytest.raises(BundleError) as caught:
        bundle_modules(path)
    assert str(caught.value).startswith(message)
