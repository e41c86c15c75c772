"""The facts that Python and the browser share are those of tools/facts.toml, on both sides."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from generate_facts import Module, read_modules, render_module  # noqa: E402


@pytest.mark.parametrize("module", read_modules(), ids=lambda module: module.path)
def test_a_module_of_facts_is_what_the_generator_makes(module: Module) -> None:
    assert (ROOT / module.path).read_text("utf-8") == render_module(module), "run: make facts"


def test_a_fact_for_one_side_is_not_written_to_the_other() -> None:
    facts = {module.path: {fact.name for fact in module.facts} for module in read_modules()}
    python, browser = facts["hc_builder/search/facts.py"], facts["theme/assets/search/facts.js"]
    assert browser < python | facts["hc_builder/content/markup/form_marks.py"]
    assert {"NOUN", "ADVERB", "FORM"} <= python - browser


def test_the_modules_are_formatted_as_the_rest() -> None:
    paths = [module.path for module in read_modules() if module.path.endswith(".py")]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--check", *paths], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
