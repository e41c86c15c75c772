"""Python-Markdown's extensions that `mkdocs.yml` names: those that can't be used are told, and left out."""

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Any

import markdown

from hc_builder.config_file import ConfigFile, Named
from hc_builder.content.markup.python_markdown import EXTENSIONS
from hc_builder.problems import Problem, did_you_mean


def find_broken_extensions(file: ConfigFile, extensions: Iterable[Named]) -> dict[str, Problem]:
    """The fault of each extension that can't be used, by name."""
    found = {extension.name: _try_extension(extension) for extension in extensions}
    places = {extension.name: file.find_line(*extension.keys) for extension in extensions}
    return {name: Problem(*places[name], "HC51", *fault) for name, fault in found.items() if fault}


def _try_extension(extension: Named) -> tuple[str, str] | None:
    """What is wrong and its cure. An extension is anyone's code, which may raise anything."""
    name, options = extension.name, dict(extension.options)
    try:
        markdown.Markdown(extensions=[name], extension_configs={name: options}).convert("x")
    except ModuleNotFoundError as error:
        if error.name and not f"{name}.".startswith(f"{error.name}."):
            return f"the extension `{name}` needs {error.name}, which is not installed", f"install {error.name}"
        return _tell_missing(name)
    except KeyError as error:
        option = str(error.args[0]) if error.args else ""
        if option in options:
            hint = did_you_mean(option, _list_options(name)) or f"it knows {', '.join(_list_options(name)) or 'none'}"
            return f"the extension `{name}` has no option `{option}`", hint
        return _tell_refusal(name, error)
    except AttributeError as error:
        return _tell_missing(name) if "makeExtension" in str(error) else _tell_refusal(name, error)
    except Exception as error:
        return _tell_refusal(name, error) if name.strip() else _tell_missing(name)
    return None


def _tell_missing(name: str) -> tuple[str, str]:
    known = {*EXTENSIONS, *(found.name for found in entry_points(group="markdown.extensions"))}
    hint = did_you_mean(name, sorted(known)) or "install the package that has it, or take the line out"
    return f"there is no Markdown extension `{name}`", hint


def _tell_refusal(name: str, error: Exception) -> tuple[str, str]:
    why = " ".join(f"{type(error).__name__}: {error}".split())
    return f"the extension `{name}` can't be used with these options: {why}", "correct its options, or take them out"


def _list_options(name: str) -> list[str]:
    config: Mapping[str, Any] = markdown.Markdown().build_extension(name, {}).config
    return sorted(config)
