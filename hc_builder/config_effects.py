"""Keys of `mkdocs.yml` that have no effect in a help center, or only where MkDocs builds it: each is a warning."""

from collections.abc import Iterable, Iterator, Mapping

from hc_builder.config_file import ConfigFile, Named
from hc_builder.problems import Problem, did_you_mean

NOT_RUN = "HC55"
"""The code of what MkDocs and ProperDocs do run: no fault where they build."""

_CURES = {
    "autorefs": "link to the article's file, with its anchor: `when.md#days`",
    "awesome-pages": "the folders make the navigation; `order` in a folder's index.md sorts them",
    "blog": "articles have no dates to be listed by; keep the blog on a site of its own",
    "exclude": "list the patterns under `exclude_docs` in mkdocs.yml",
    "exclude-search": "keep the article out of the site with `draft: true`",
    "gen-files": "write the files before the build, in a step of their own",
    "git-revision-date": "name the day in the article's `updated`",
    "git-revision-date-localized": "name the day in the article's `updated`",
    "i18n": "name languages by file (`when.en.md`), and list them under `languages`",
    "include-markdown": "write the text where it is read",
    "literate-nav": "the folders make the navigation; `order` in a folder's index.md sorts them",
    "macros": "say once what `{{ name }}` stands for, under `variables` of the plugin `helpcenter`",
    "meta": "write the keys in each article",
    "minify": "take it out: script and style are small already",
    "mkdocstrings": "write the text where it is read",
    "redirects": "list the old addresses in the article's `redirect_from`",
    "search": "take it out: the help center has its own search",
    "section-index": "give an article the name of its folder",
    "static-i18n": "name languages by file (`when.en.md`), and list them under `languages`",
    "tags": "write the words customers use under `keywords`",
}
_WITHOUT_EFFECT_ANYWHERE = frozenset(
    "autorefs awesome-pages blog exclude gen-files i18n include-markdown literate-nav macros meta mkdocstrings "
    "section-index static-i18n tags".split()
)
"""They change Markdown, files or navigation, none of which MkDocs is given to read."""

_SETTINGS = {
    "use_directory_urls": "every page has a folder of its own, as with `true`: take it out",
    "nav": "the folders make the navigation, and `order` in a folder's index.md sorts them: take it out",
    "extra_templates": "put a finished file into the content folder",
    "repo_url": "pages show no repository: take it out",
    "edit_uri": "pages show no link for editing: take it out",
    "edit_uri_template": "pages show no link for editing: take it out",
}


_FOR_OWN_TEMPLATES = {
    ("copyright",): "write it among the lines of `shop: company`, which stand at the foot of each page",
    ("theme", "palette"): "write the brand's colour as `shop: color`",
    ("theme", "font"): "name a font of your own under `font`",
    ("theme", "logo"): "the name of the shop stands in its place: take it out",
    ("theme", "icon"): "a folder's index.md names its icon: take it out",
    ("theme", "features"): "take it out: they are Material's",
}
"""What the theme's own templates do not show, but a shop's (`custom_dir`) may."""


def find_unread_extensions(file: ConfigFile, names: Iterable[str]) -> Iterator[Problem]:
    """Python-Markdown's extensions, where the dialect is another."""
    if shown := ", ".join(names):
        what = f"`markdown_extensions` has no effect here: {shown}"
        hint = "take it out, or write `dialect: python-markdown` under `- helpcenter:`"
        yield Problem(*file.find_line("markdown_extensions"), "HC56", what, hint, "warning")


def find_unshown(file: ConfigFile, theme: Mapping[str, object]) -> Iterator[Problem]:
    """Keys that only a shop's own templates could show, where it has none."""
    for keys, cure in _FOR_OWN_TEMPLATES.items():
        values = theme if keys[0] == "theme" else file.values
        if values.get(keys[-1]) and not theme.get("custom_dir"):
            yield Problem(*file.find_line(*keys), "HC56", f"`{': '.join(keys)}` has no effect here", cure, "warning")


def find_ineffective(file: ConfigFile) -> Iterator[Problem]:
    """Settings of MkDocs that a help center has no place for."""
    for key, cure in _SETTINGS.items():
        value = file.values.get(key)
        if value is not None and (key, value) != ("use_directory_urls", True):
            shown = f"{key}: false" if value is False else key
            yield Problem(*file.find_line(key), "HC56", f"`{shown}` has no effect here", cure, "warning")


def find_unrun(file: ConfigFile, plugins: Iterable[Named], hooks: Iterable[str]) -> Iterator[Problem]:
    """Other plugins, and hooks: `hc` runs none of them."""
    for plugin in plugins:
        if not did_you_mean(plugin.name, ["helpcenter"]) and plugin.options.get("enabled") is not False:
            yield _judge_plugin(file, plugin)
    for index, hook in enumerate(hooks):
        what = f"`hc` does not run the hook {hook}: what it changes in pages is missing"
        yield Problem(*file.find_line("hooks", index), NOT_RUN, what, _BUILD_HINT, "warning")


_BUILD_HINT = "build with `mkdocs build`, or take it out"


def _judge_plugin(file: ConfigFile, plugin: Named) -> Problem:
    name = plugin.name.rpartition("/")[2]
    place = file.find_line(*plugin.keys)
    if name in _WITHOUT_EFFECT_ANYWHERE:
        return Problem(*place, "HC56", f"the plugin `{plugin.name}` has no effect here", _CURES[name], "warning")
    what = f"`hc` does not run the plugin `{plugin.name}`: what it changes in pages is missing"
    return Problem(*place, NOT_RUN, what, _CURES.get(name, _BUILD_HINT), "warning")
