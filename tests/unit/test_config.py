"""`mkdocs.yml` is read as MkDocs reads it, and each fault is told with its line and its cure."""

from itertools import pairwise
from pathlib import Path

import pytest

from hc_builder.config import Config, Script, read_config
from hc_builder.config_file import MissingConfig
from hc_builder.errors import ProjectError, render_error
from hc_builder.problems import render_problem

HEAD = "site_name: 시험\nplugins: [helpcenter]\n"


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str, **others: str) -> Config:
        for name, content in others.items():
            (tmp_path / f"{name}.yml").write_text(content, encoding="utf-8")
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
        return read_config(tmp_path / "mkdocs.yml")

    return read


def tell(config: Config) -> list[str]:
    return [render_problem(problem) for problem in config.problems]


def test_paths_start_at_the_file_and_have_the_defaults_of_mkdocs(read, tmp_path: Path) -> None:
    config = read(HEAD)
    assert (config.docs_dir, config.site_dir) == (tmp_path / "docs", tmp_path / "site")
    assert (config.site_url, config.strict, config.extra_css) == ("", False, ())
    assert config.theme["favicon"] == "assets/favicon.svg"
    assert config.problems == ()


def test_a_site_url_ends_with_a_slash(read) -> None:
    assert read(f"{HEAD}site_url: https://help.example/base\n").site_url == "https://help.example/base/"


def test_the_patterns_of_files_are_kept_as_text(read) -> None:
    patterns = read(f"{HEAD}exclude_docs: |\n  private/\n  *.bak\ndraft_docs: new/\nnot_in_nav: old/\n").patterns
    assert (patterns.exclude, patterns.drafts, patterns.unlisted) == ("private/\n*.bak\n", "new/", "old/")


def test_scripts_may_say_how_they_are_loaded(read) -> None:
    text = f"{HEAD}extra_javascript:\n  - a.js\n  - b.mjs\n  - {{path: c.js, defer: true, async: true}}\n"
    assert read(text).extra_javascript == (
        "a.js",
        Script("b.mjs", "module"),
        Script("c.js", defer=True, async_=True),
    )


@pytest.mark.parametrize(
    "plugins",
    [
        "[{helpcenter: {shop: {name: 가게}}}]",
        "{helpcenter: {shop: {name: 가게}}}",
        "[{helpcenter: {enabled: true, shop: {name: 가게}}}]",
    ],
)
def test_plugins_are_a_list_or_a_mapping(read, plugins: str) -> None:
    config = read(f"site_name: 시험\nplugins: {plugins}\n")
    assert (config.settings.shop.name, config.problems) == ("가게", ())


def test_markdown_extensions_are_those_beside_mkdocs_own(read) -> None:
    text = f"{HEAD}markdown_extensions: [toc, smarty, {{pymdownx.snippets: {{base_path: [a]}}}}]\n"
    assert read(text).markdown_extensions == {"smarty": {}, "pymdownx.snippets": {"base_path": ["a"]}}


# ── Inheritance and the environment ─────────────────────────────────────────


def test_mappings_are_inherited_key_by_key_and_lists_whole(read, tmp_path: Path) -> None:
    parent = "site_name: 위\nextra: {a: 1, b: {c: 1, d: 2}}\nextra_css: [a.css, b.css]\nplugins: [helpcenter]\n"
    config = read("INHERIT: base.yml\nextra: {b: {c: 9}}\nextra_css: [own.css]\n", base=parent)
    assert (config.site_name, config.extra, config.extra_css) == ("위", {"a": 1, "b": {"c": 9, "d": 2}}, ("own.css",))
    assert config.files == (tmp_path / "mkdocs.yml", tmp_path / "base.yml")


def test_a_fault_is_told_in_the_file_that_holds_it(read) -> None:
    parent = "site_name: 시험\n\nplugins:\n  - helpcenter:\n      shop:\n        nmae: 가게\n"
    [told] = tell(read("INHERIT: base.yml\nsite_url: x\n", base=parent))[1:]
    assert told.startswith("mkdocs.yml:2: error[HC51]: `site_url: x`")
    [told] = tell(read("INHERIT: base.yml\n", base=parent))
    assert told == "base.yml:6: error[HC06]: unknown setting `helpcenter: shop.nmae`\n  hint: did you mean 'name'?"


def test_inheritance_that_leads_back_is_refused(read) -> None:
    with pytest.raises(ProjectError) as caught:
        read("INHERIT: base.yml\n", base="INHERIT: mkdocs.yml\n")
    assert render_error(caught.value) == (
        "base.yml:1: error[HC50]: `INHERIT: mkdocs.yml` leads back to this file\n"
        "  hint: take the line out\n"
        "1 error, 0 warnings\n"
        "Error: mkdocs.yml can't be used: 1 error, 0 warnings"
    )


def test_values_of_the_environment_are_read_as_yaml_reads_them(read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HC_TEST_STRICT", "true")
    monkeypatch.setenv("HC_TEST_NAME", "환경")
    text = (
        "site_name: !ENV [HC_TEST_NONE, HC_TEST_NAME, 그밖]\nstrict: !ENV HC_TEST_STRICT\n"
        "site_description: !ENV [HC_TEST_NONE, '없음']\ncopyright: !ENV HC_TEST_NONE\nplugins: [helpcenter]\n"
    )
    config = read(text)
    assert (config.site_name, config.strict, config.site_description, config.copyright) == ("환경", True, "없음", "")


def test_a_path_may_start_at_the_folder_of_the_configuration(read, tmp_path: Path) -> None:
    config = read(f"{HEAD}extra: {{a: !relative $config_dir/snippets, b: !relative $docs_dir/x}}\n")
    assert config.extra == {"a": str(tmp_path / "snippets")}
    [told] = tell(config)
    assert told.startswith("mkdocs.yml:3: warning[HC54]: `!relative $docs_dir/x` names a folder that is not known here")


# ── Faults ──────────────────────────────────────────────────────────────────


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(MissingConfig) as caught:
        read_config(tmp_path / "mkdocs.yml")
    assert caught.value.exit_code == 2
    assert str(caught.value) == (
        f"{tmp_path / 'mkdocs.yml'}: there is no such file\n"
        "  hint: go to the folder of a help center, or make one with 'hc new DIR'"
    )


def test_a_file_of_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes("strict: true\nsite_name: 시험\n".encode("cp949"))
    with pytest.raises(ProjectError) as caught:
        read_config(tmp_path / "mkdocs.yml")
    assert render_problem(caught.value.problems[0]) == (
        "mkdocs.yml:2: error[HC50]: the file is not UTF-8 text\n  hint: save the file as UTF-8"
    )


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefg")),
        "extra: &a {b: *a}\n",
        "extra: " + "[" * 5000 + "]" * 5000 + "\n",
    ],
    ids=["aliases of aliases", "an alias of itself", "deep nesting"],
)
def test_a_text_that_grows_when_it_is_read_is_refused(read, bomb: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read(HEAD + bomb)
    [problem] = caught.value.problems
    assert problem.code == "HC50"


def test_an_address_that_is_none_is_told(read) -> None:
    for wrong in ("help.example", "//help.example", "'http://[x'"):
        [told] = tell(read(f"{HEAD}site_url: {wrong}\n"))
        assert told.startswith("mkdocs.yml:3: error[HC51]: `site_url: ")


def test_a_key_that_may_not_be_left_out_is_told_when_it_is_empty(read) -> None:
    [told] = tell(read("plugins: [helpcenter]\nsite_name:\n"))
    assert told == (
        "mkdocs.yml:2: error[HC51]: `site_name` is missing\n"
        "  hint: write `site_name: …`: it stands in the browser's title"
    )


def test_each_wrong_setting_of_a_list_is_told_with_its_own_line(read) -> None:
    text = (
        "site_name: 시험\nplugins:\n  - helpcenter:\n      contact:\n        channels:\n"
        "          - {type: email, value: a@b.example}\n          - type: fax\n            value: 1\n"
    )
    [told] = tell(read(text))
    assert told.startswith("mkdocs.yml:7: error[HC06]: setting `helpcenter: contact.channels[2].type` must be phone,")


def test_nothing_that_a_tag_names_is_run(read, tmp_path: Path) -> None:
    text = f"{HEAD}extra:\n  a: !!python/object/apply:os.system ['touch {tmp_path}/ran']\n  b: 1\n"
    config = read(text)
    assert config.extra == {"b": 1}
    assert [problem.code for problem in config.problems] == ["HC54"]
    assert not (tmp_path / "ran").exists()
