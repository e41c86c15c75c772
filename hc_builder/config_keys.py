"""The keys of `mkdocs.yml`, each by its type; what one must look like is told where it does not."""

from typing import Any, get_type_hints

import msgspec

from hc_builder.config_file import ConfigFile
from hc_builder.problems import Problem, did_you_mean


class Script(msgspec.Struct, frozen=True, rename={"async_": "async"}, forbid_unknown_fields=True):
    """An entry of `extra_javascript` that says how the script is loaded."""

    path: str
    type: str = ""
    defer: bool = False
    async_: bool = False


class Keys(msgspec.Struct, frozen=True):
    """Every key that MkDocs knows; those typed `Any` mean nothing to a help center, or are read on their own."""

    site_name: str = ""
    site_url: str = ""
    site_description: str = ""
    site_author: str = ""
    docs_dir: str = "docs"
    site_dir: str = "site"
    copyright: str = ""
    exclude_docs: str = ""
    draft_docs: str = ""
    not_in_nav: str = ""
    extra: dict[str, Any] = {}
    extra_css: tuple[str, ...] = ()
    extra_javascript: tuple[str | Script, ...] = ()
    extra_templates: tuple[str, ...] = ()
    markdown_extensions: list[str | dict[str, Any]] | dict[str, Any] = []
    plugins: list[str | dict[str, Any]] | dict[str, Any] = []
    hooks: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    theme: str | dict[str, Any] = "helpcenter"
    strict: bool = False
    use_directory_urls: bool = True
    nav: Any = None
    repo_url: Any = None
    repo_name: Any = None
    edit_uri: Any = None
    edit_uri_template: Any = None
    validation: Any = None
    dev_addr: Any = None
    remote_branch: Any = None
    remote_name: Any = None


def read_keys(file: ConfigFile) -> tuple[Keys, list[Problem]]:
    """Each key by its type; a faulty one keeps its default."""
    types = get_type_hints(Keys)
    good: dict[str, Any] = {}
    problems = []
    for key, value in file.values.items():
        if key not in types:
            hint = did_you_mean(key, types) or "take it out; settings of the help center stand under `- helpcenter:`"
            problems.append(Problem(*file.find_line(key), "HC52", f"unknown key `{key}`", hint, "warning"))
        elif value is not None:
            try:
                good[key] = msgspec.convert(value, types[key])
            except msgspec.ValidationError:
                what, hint = f"`{key}` {_describe(types[key])}, not {value!r}", _FORM_HINTS.get(key, _FORM_HINT)
                problems.append(Problem(*file.find_line(key), "HC51", what, hint))
    return Keys(**good), problems


_FORM_HINT = "put quotes around a text that YAML reads as a number, a date, or true and false"
_FORM_HINTS = {
    "strict": "write true or false",
    "use_directory_urls": "leave it out",
    "theme": "write `theme: {name: helpcenter, language: ko}`",
    "plugins": "write each plugin on a line of its own under `plugins:`, beginning with `- `",
    "markdown_extensions": "write each extension on a line of its own, beginning with `- `",
    "extra_css": "write each file on a line of its own, beginning with `- `",
    "hooks": "write each file on a line of its own, beginning with `- `",
    "extra_javascript": "write each script on a line of its own: `- path.js`, or `- {path: path.js, defer: true}`",
}


def _describe(kind: Any) -> str:
    if kind is bool:
        return "must be true or false"
    return "must be text" if kind is str else "has the wrong form"
