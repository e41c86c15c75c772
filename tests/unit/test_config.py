"""`mkdocs.yml` is read as MkDocs reads it, and each fault is told with its line and its cure."""

from itertools import pairwise
from pathlib import Path

import pytest

from hc_builder.config import Config, read_config
from hc_builder.config_file import MissingConfig
from hc_builder.config_keys import Script
from hc_builder.errors import ProjectError, render_error
from hc_builder.problems import render_problem
from hc_builder.project import load_project

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


# ── Extensions of Python-Markdown ───────────────────────────────────────────


def read_old_dialect(read, extensions: str) -> Config:
    plugins = "plugins:\n  - helpcenter: {dialect: python-markdown}\n"
    return read(f"site_name: 시험\n{plugins}markdown_extensions:\n  - smarty\n{extensions}")


@pytest.mark.parametrize(
    ("extension", "what", "hint"),
    [
        ("admonitions", "there is no Markdown extension `admonitions`", "did you mean 'admonition'?"),
        ("pymdownx.tasklists", "there is no Markdown extension `pymdownx.tasklists`", "'pymdownx.tasklist'?"),
        ("zzqqy", "there is no Markdown extension `zzqqy`", "install the package"),
        ("os", "there is no Markdown extension `os`", ""),
        ('""', "there is no Markdown extension", ""),
        ("footnotes: {BACKLINK_TITEL: x}", "`footnotes` has no option `BACKLINK_TITEL`", "'BACKLINK_TITLE'?"),
        ("pymdownx.tabbed: {alternate: true}", "`pymdownx.tabbed` has no option `alternate`", "'alternate_style'?"),
        ("codehilite: {linenums: perhaps}", "`codehilite` can't be used with these options", "correct its options"),
    ],
)
def test_an_extension_that_cannot_be_used_is_told_and_left_out(read, extension: str, what: str, hint: str) -> None:
    config = read_old_dialect(read, f"  - {extension}\n")
    (problem,) = config.problems
    assert (problem.path, problem.line, problem.code) == ("mkdocs.yml", 6, "HC51")
    assert what in problem.what
    assert hint in problem.hint
    assert config.markdown_extensions == {"smarty": {}}


def test_extensions_that_work_are_kept_with_their_options(read) -> None:
    config = read_old_dialect(read, "  - pymdownx.tabbed: {alternate_style: false}\n")
    assert config.problems == ()
    assert config.markdown_extensions == {"smarty": {}, "pymdownx.tabbed": {"alternate_style": False}}


# ── Slips ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("plugins:\n  - helpcenter: x\n", 3, "settings of `helpcenter` must be a group", "indented below"),
        ("plugins:\n  - helpcenter: [a]\n", 3, "settings of `helpcenter` must be a group", "indented below"),
        ("plugins:\n  helpcenter: 3\n", 3, "settings of `helpcenter` must be a group", "indented below"),
        ("plugins:\n  - helpcenter:\n    languages: [ko]\n", 4, "`languages` stands beside", "indent the line"),
        ("plugins:\n  - helpcenter:\n    langages: [ko]\n", 4, "`langages` stands beside", "indent the line"),
        ("plugins:\n  - helpcenter\n  - languages: [ko]\n", 4, "`languages` stands beside", "indent the line"),
        ("plugins:\n  helpcenter:\n  shop: {name: 가}\n", 4, "`shop` stands beside", "indent the line"),
        ("plugins: [helpcenter, helpcenter]\n", 2, "named twice", "keep one"),
        ("plugins: [helpcenter]\ntheme: {langauge: ko}\n", 3, "unknown key `theme: langauge`", "'language'?"),
        ("plugins: [helpcenter]\nextra_css: [a.css]\n", 3, "`extra_css` names a.css", "from docs/"),
        ("plugins: [helpcenter]\nextra_javascript: [{path: a.js}]\n", 3, "`extra_javascript` names a.js", "from docs/"),
    ],
)
def test_a_slip_is_told_once_with_what_was_meant(
    read, tmp_path: Path, text: str, line: int, what: str, hint: str
) -> None:
    (tmp_path / "docs").mkdir()
    (problem,) = read(f"site_name: 시험\n{text}").problems
    assert (problem.path, problem.line) == ("mkdocs.yml", line)
    assert what in problem.what
    assert hint in problem.hint


def test_styles_and_scripts_that_are_there_are_not_told(read, tmp_path: Path) -> None:
    for name in ("docs/a.css", "own/b.js", "beside/c.css"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    plugins = "plugins: [{helpcenter: {media_roots: {/m/: ../beside}}}]\n"
    names = "extra_css: [a.css?v=1, /m/c.css, https://cdn.example/d.css]\nextra_javascript: [b.js]\n"
    assert read(f"site_name: 시험\n{plugins}{names}theme: {{custom_dir: own, mine: 1}}\n").problems == ()


@pytest.mark.parametrize(
    "setting",
    [
        "shop: {url: 'javascript:alert(1)'}",
        "shop: {order_lookup: ' JavaScript:alert(1)'}",
        'contact: {channels: [{type: chat, url: "java\\tscript:alert(1)"}]}',
        "policies: {약관: 'data:text/html,x'}",
    ],
)
def test_an_address_that_would_run_a_script_is_refused(read, setting: str) -> None:
    config = read(f"site_name: 시험\nplugins:\n  - helpcenter:\n      {setting}\n")
    (problem,) = config.problems
    assert (problem.line, problem.code) == (4, "HC06")
    assert "https://" in problem.hint
    assert "script" not in repr(config.settings)


@pytest.mark.parametrize("written", ["!ENV HC_NO_SUCH_NAME", "!ENV [HC_NO_SUCH_NAME, HC_NOR_THIS, null]"])
def test_a_variable_that_is_not_set_is_named(read, written: str) -> None:
    (problem,) = read(f"plugins: [helpcenter]\nsite_name: {written}\n").problems
    assert (problem.line, "HC_NO_SUCH_NAME" in problem.what, "HC_NO_SUCH_NAME" in problem.hint) == (2, True, True)


@pytest.mark.parametrize("text", ["plugins:\n\t- helpcenter\n", "plugins:\n  - helpcenter:\n\tshop: x\n"])
def test_a_tab_is_told_as_a_tab(read, text: str) -> None:
    with pytest.raises(ProjectError) as refused:
        read(f"site_name: 시험\n{text}")
    assert "indent with spaces, not tabs" in render_error(refused.value)


def test_what_is_of_the_other_kind_is_told_as_that_and_not_as_missing(read, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(ProjectError) as refused:
        read("INHERIT: content\n")
    assert "is a folder, and not a file" in render_error(refused.value)
    told = tell(read(f"{HEAD}theme: {{custom_dir: mkdocs.yml}}\n"))
    assert "is a file, and not a folder" in told[0]
    with pytest.raises(ProjectError) as refused:
        load_project(read(f"{HEAD}docs_dir: mkdocs.yml\n").path)
    assert "mkdocs.yml, which is a file, and not a folder" in render_error(refused.value)


def test_a_second_look_is_asked_for_beside_the_events(read) -> None:
    def read_with(endpoint: str, meaning: str) -> Config:
        own = f"      feedback: {{endpoint: {endpoint}}}\n      search: {{meaning: {meaning}}}\n"
        return read(f"site_name: 시험\nplugins:\n  - helpcenter:\n{own}")

    beside = read_with("https://shop.example/x/v1/events", "endpoint").settings.meaning_endpoint
    assert beside == "https://shop.example/x/v1/meaning"
    assert read_with("/v1/events", "off").settings.meaning_endpoint == ""
    (problem,) = tell(read_with("''", "endpoint"))
    assert problem.startswith("mkdocs.yml:5: error[HC06]: setting `helpcenter: search.meaning` asks the feedback")
    (problem,) = tell(read_with("/v1/events", "endpont"))
    assert "must be off or endpoint, not 'endpont'" in problem
    assert "did you mean 'endpoint'?" in problem


def test_a_form_of_numbers_that_masks_words_is_told_with_its_line(read) -> None:
    head = "site_name: 시험\nplugins:\n  - helpcenter:\n      feedback:\n"
    assert read(f'{head}        mask: ["ON-####"]\n').settings.feedback.mask == ("ON-####",)
    (problem,) = tell(read(f'{head}        mask: ["@@@@@"]\n'))
    assert problem.startswith("mkdocs.yml:5: error[HC06]: setting `helpcenter: feedback.mask`: the form '@@@@@'")
    assert "one of them #" in problem


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("theme: {name: helpcenter, language: en}\nplugins: [helpcenter]", ("en",)),
        ("theme: {name: helpcenter, language: en}\nplugins:\n  - helpcenter: {languages: [ko]}", ("ko",)),
        ("theme: {name: helpcenter, language: zh-TW}\nplugins:\n  - helpcenter: {words: [가]}", ("zh-TW",)),
        ("theme: {name: helpcenter, language: 12}\nplugins: [helpcenter]", ("ko",)),
        ("theme: helpcenter\nplugins: [helpcenter]", ("ko",)),
    ],
)
def test_the_language_of_the_theme_is_that_of_a_site_that_names_none(
    tmp_path: Path, text: str, languages: tuple[str, ...]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: a\n{text}\n", "utf-8")
    assert read_config(tmp_path / "mkdocs.yml").settings.languages == languages
