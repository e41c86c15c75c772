"""The project's configuration, `mkdocs.yml`, as one typed value. MkDocs is not needed to read it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from hc_builder.config_effects import find_ineffective, find_unread_extensions, find_unrun, find_unshown
from hc_builder.config_file import ConfigFile, Named, SourceLine, list_named, read_config_file
from hc_builder.config_keys import Keys, Script, read_keys
from hc_builder.config_slips import PLUGIN, find_missing_files, find_plugin_slips, find_theme_slips, split_misplaced
from hc_builder.content.files import FilePatterns
from hc_builder.content.settings import LANGUAGE, Settings
from hc_builder.content.settings_reading import parse_settings
from hc_builder.pages.opening_hours import settle_hours
from hc_builder.problems import Problem, did_you_mean
from hc_builder.yaml_text import read_own_yaml

THEME = "helpcenter"
THEME_FOLDER = Path(__file__).parent / "theme"
_BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")  # MkDocs' own defaults, which ours replace


@dataclass(frozen=True)
class Theme:
    """The theme's options. Templates read them by name (`config.theme.favicon`), the shop's own as well."""

    name: str
    custom_dir: Path | None
    static_templates: tuple[str, ...]
    options: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.options[name]


@dataclass(frozen=True)
class Config:
    """What `mkdocs.yml` says. Paths are whole; `site_url` is empty or ends with a slash.

    `markdown_extensions` are the shop's own, by name; `files` are `mkdocs.yml` and all that it inherits from;
    `problems` are the faults and warnings of all of them.
    """

    path: Path
    site_name: str
    site_url: str
    site_description: str
    site_author: str
    copyright: str
    docs_dir: Path
    site_dir: Path
    theme: Theme
    extra: Mapping[str, Any]
    extra_css: tuple[str, ...]
    extra_javascript: tuple[str | Script, ...]
    markdown_extensions: Mapping[str, Mapping[str, Any]]
    patterns: FilePatterns
    settings: Settings
    strict: bool
    watch: tuple[Path, ...]
    files: tuple[Path, ...]
    docs_dir_line: SourceLine
    problems: tuple[Problem, ...]

    @property
    def folder(self) -> Path:
        """The project: paths of the configuration start here."""
        return self.path.absolute().parent

    @property
    def base(self) -> str:
        """Where on its host the site stands, as an address: `/`, or `/help/`."""
        return urlsplit(self.site_url).path or "/"


def read_config(path: Path) -> Config:
    """Raises `ProjectError` where nothing can be read; every other fault is in `problems`."""
    file = read_config_file(path)
    keys, faults = read_keys(file)
    folder = path.absolute().parent
    plugins, misplaced = split_misplaced(list_named(keys.plugins, "plugins"))
    theme, others = _read_theme(file, keys.theme, folder)
    settings, more = _read_settings(file, plugins, _find_language(keys.theme))
    extensions, unusable = _read_extensions(file, keys, plugins)
    problems = [*file.problems, *faults, *more, *others, *_check(file, keys, folder), *unusable]
    problems += find_plugin_slips(file, plugins, misplaced)
    problems += _check_scripts(file, keys, settings, theme, folder / keys.docs_dir)
    problems += [*find_ineffective(file), *find_unshown(file, keys.theme if isinstance(keys.theme, dict) else {})]
    problems += find_unrun(file, plugins, keys.hooks)
    return Config(
        path=path,
        site_name=keys.site_name,
        site_url=_settle_url(keys.site_url) or "",
        site_description=keys.site_description,
        site_author=keys.site_author,
        copyright=keys.copyright,
        docs_dir=folder / keys.docs_dir,
        site_dir=folder / keys.site_dir,
        theme=theme,
        extra=keys.extra,
        extra_css=keys.extra_css,
        extra_javascript=tuple(map(_settle_script, keys.extra_javascript)),
        markdown_extensions={extension.name: extension.options for extension in extensions},
        patterns=FilePatterns(keys.exclude_docs, keys.draft_docs, keys.not_in_nav),
        settings=settings,
        strict=keys.strict,
        watch=tuple(folder / name for name in keys.watch),
        files=file.files,
        docs_dir_line=file.find_line("docs_dir"),
        problems=tuple(sorted(set(problems))),
    )


def _find_language(theme: str | dict[str, Any]) -> str:
    """The one that the theme is given, as MkDocs' sites say theirs."""
    language = theme.get("language") if isinstance(theme, dict) else None
    return language if isinstance(language, str) and re.fullmatch(LANGUAGE, language) else ""


def _read_settings(file: ConfigFile, plugins: list[Named], language: str) -> tuple[Settings, list[Problem]]:
    """`language` is that of a site whose settings name none."""
    own = next((plugin for plugin in plugins if plugin.name == PLUGIN), None)
    if own is None:
        names = [plugin.name for plugin in plugins]
        hint = "add `- helpcenter` under `plugins:`"
        wrong = next((name for name in names if did_you_mean(name, [PLUGIN])), "")
        what = f"the plugin `{wrong}` is not known" if wrong else "the plugin `helpcenter` is not named"
        place = file.find_line("plugins", names.index(wrong)) if wrong else file.find_line("plugins")
        return Settings(), [Problem(*place, "HC53", what, did_you_mean(wrong, [PLUGIN]) or hint)]
    options = {key: value for key, value in own.options.items() if key != "enabled"}  # MkDocs' own, of any plugin
    if language and options.get("languages") is None:
        options["languages"] = [language]

    def find_place(*keys: str | int) -> SourceLine:
        return file.find_line(*own.keys, *keys)

    settings, faults = parse_settings(options, file.files[0].name, find_place)
    settings, more = settle_hours(settings, file.files[0].name, partial(find_place, "contact", "hours"))
    return settings, [*faults, *more]


@cache
def _read_theme_defaults() -> Mapping[str, Any]:
    """What the theme's own `mkdocs_theme.yml` says."""
    return MappingProxyType(read_own_yaml(THEME_FOLDER / "mkdocs_theme.yml"))


def _read_theme(file: ConfigFile, given: str | dict[str, Any], folder: Path) -> tuple[Theme, list[Problem]]:
    own = {"name": given} if isinstance(given, str) else given
    defaults = _read_theme_defaults()
    problems = []
    name, custom = own.get("name", THEME), own.get("custom_dir")
    if name != THEME:
        hint = did_you_mean(str(name), [THEME]) or "write `name: helpcenter`, and your own templates in `custom_dir`"
        place = file.find_line("theme", "name")
        problems.append(Problem(*place, "HC51", f"the theme `{name}` can't show a help center", hint))
    if custom and not (folder / str(custom)).is_dir():
        hint = f"make the folder {custom}, or take `custom_dir` out"
        place = file.find_line("theme", "custom_dir")
        fault = "is a file, and not a folder" if (folder / str(custom)).exists() else "does not exist"
        problems.append(Problem(*place, "HC51", f"`theme: custom_dir: {custom}` {fault}", hint))
    problems += find_theme_slips(file, own)
    static = (*defaults["static_templates"], "sitemap.xml", *own.get("static_templates", ()))
    custom_dir = folder / str(custom) if custom else None
    return Theme(THEME, custom_dir, tuple(dict.fromkeys(static)), {"language": "en", **defaults, **own}), problems


def _check(file: ConfigFile, keys: Keys, folder: Path) -> Iterator[Problem]:
    """Faults that no type can tell."""
    if not file.values.get("site_name"):
        place = file.find_line("site_name")
        what, hint = "`site_name` is missing", "write `site_name: …`: it stands in the browser's title"
        if name := file.unset.get(place):
            what = f"`site_name` is empty: the variable {name} of the environment is not set"
            hint = f"set {name}, or give a value for where it is not: `!ENV [{name}, …]`"
        yield Problem(*place, "HC51", what, hint)
    if _settle_url(keys.site_url) is None:
        hint = f"write the scheme too: https://{keys.site_url.lstrip('/')}"
        what = f"`site_url: {keys.site_url}` is not a whole address"
        yield Problem(*file.find_line("site_url"), "HC51", what, hint)
    docs, site = folder / keys.docs_dir, folder / keys.site_dir
    if docs.resolve().is_relative_to(site.resolve()) or site.resolve().is_relative_to(docs.resolve()):
        what = f"the site's folder {keys.site_dir} and the articles' folder {keys.docs_dir} lie one in the other"
        yield Problem(*file.find_line("site_dir"), "HC51", what, "name two folders side by side")


def _check_scripts(file: ConfigFile, keys: Keys, settings: Settings, theme: Theme, docs: Path) -> Iterator[Problem]:
    """Style and script of the shop's own lie among its articles, its templates, or its media."""
    if docs.is_dir():
        folders = [docs, *filter(None, [theme.custom_dir]), THEME_FOLDER]
        beside = [(prefix.strip("/"), docs / root) for prefix, root in settings.media_roots.items()]
        scripts = [script if isinstance(script, str) else script.path for script in keys.extra_javascript]
        for key, names in (("extra_css", keys.extra_css), ("extra_javascript", scripts)):
            yield from find_missing_files(file, key, names, folders, beside)


def _settle_url(written: str) -> str | None:
    """With a slash at its end; `None`: not a whole address."""
    if not written:
        return ""
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=path)) if parts.scheme and parts.netloc else None


def _settle_script(script: str | Script) -> str | Script:
    return Script(script, "module") if isinstance(script, str) and script.endswith(".mjs") else script


def _read_extensions(file: ConfigFile, keys: Keys, plugins: list[Named]) -> tuple[list[Named], list[Problem]]:
    """The shop's own extensions of Python-Markdown that can be used; CommonMark has no use for them."""
    listed = list_named(keys.markdown_extensions, "markdown_extensions")
    own = [extension for extension in listed if extension.name not in _BUILT_IN_EXTENSIONS]
    if any(plugin.name == PLUGIN and plugin.options.get("dialect") == "python-markdown" for plugin in plugins):
        from hc_builder.config_extensions import find_broken_extensions  # Python-Markdown is for those who ask for it

        broken = find_broken_extensions(file, own)
        return [extension for extension in own if extension.name not in broken], list(broken.values())
    return own, list(find_unread_extensions(file, [extension.name for extension in own]))
