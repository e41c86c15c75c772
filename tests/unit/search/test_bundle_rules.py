"""Modules that import one another in a ring, and the kinds of declarations that a script may have."""

from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from hc_builder.search.bundle import BundleError, bundle_modules


def write(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, "utf-8")
    return folder / "main.js"


def test_a_ring_of_imports_is_named_with_its_way(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main='import { a } from "./one.js";\n',
        one='import { b } from "./two.js";\nexport const a = b;\n',
        two='import { a } from "./one.js";\nexport const b = a;\n',
    )
    with pytest.raises(BundleError) as caught:
        bundle_modules(main)
    assert str(caught.value) == "one.js imports itself by way of main.js → one.js → two.js"


def test_a_module_that_two_need_stands_once_before_both(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main='import { one } from "./one.js";\nimport { two } from "./two.js";\nexport const sum = one() + two();\n',
        one='import { base } from "./base.js";\nexport function one() {\n  return base;\n}\n',
        two='import { base } from "./base.js";\nexport const two = () => base * 10;\n',
        base="export const base = 4;\n",
    )
    with MiniRacer() as v8:
        assert v8.eval(f"({bundle_modules(main, script=True).rstrip(';')}).sum") == 44


def test_a_module_of_another_room_is_the_same_by_whichever_way(tmp_path: Path) -> None:
    for room in ("ui", "search"):
        (tmp_path / room).mkdir()
    near = 'import { days } from "./days.js";\nexport const near = () => days;\n'
    write(tmp_path / "search", days="export const days = [1];\n", near=near)
    ways = 'import { days } from "../search/days.js";\nimport { near } from "../search/near.js";\n'
    main = write(tmp_path / "ui", main=f"{ways}export const isSame = near() === days;\n")
    with MiniRacer() as v8:
        assert v8.eval(f"({bundle_modules(main, script=True).rstrip(';')}).isSame") is True


def test_a_module_that_exports_nothing_is_only_run(tmp_path: Path) -> None:
    main = write(tmp_path, main="globalThis.seen = 1 + 1;\n")
    with MiniRacer() as v8:
        v8.eval(bundle_modules(main))
        assert v8.eval("globalThis.seen") == 2


def test_numbers_with_a_name_are_written_out_wherever_they_stand(tmp_path: Path) -> None:
    main = write(
        tmp_path,
        main='import { FIRST, SECOND } from "./numbers.js";\nexport const sum = () => FIRST + SECOND;\n',
        numbers="/** One. */\nexport const FIRST = 40;\nexport const SECOND = 2;\n",
    )
    script = bundle_modules(main, script=True)
    assert "40+2" in script
    with MiniRacer() as v8:
        assert v8.eval(f"({script.rstrip(';')}).sum()") == 42
