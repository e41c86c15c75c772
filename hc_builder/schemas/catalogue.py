"""Each file that writers edit, by the name of its schema."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hc_builder.checks.search_tests import NAME as SEARCH_TESTS
from hc_builder.checks.search_tests import ExpectationFields
from hc_builder.content.article import NOTICE_KEYS, ArticleFields
from hc_builder.content.cards import NAME as CARDS
from hc_builder.content.cards import CardFields
from hc_builder.content.category import CategoryFields
from hc_builder.content.flows import FOLDER, LEADS, ChoiceFields, FlowFields, StepFields
from hc_builder.content.popular import NAME as POPULAR
from hc_builder.errors import UserError
from hc_builder.problems import did_you_mean
from hc_builder.schemas.configured import describe_config
from hc_builder.schemas.meanings import find_meanings
from hc_builder.schemas.written import TEXT, TEXTS, Schema, describe_shape
from hc_builder.search.synonyms import NAME as SYNONYMS
from hc_builder.search.synonyms import ONE_WAY, SWITCHED_OFF

DRAFT = "http://json-schema.org/draft-07/schema#"


class UnknownSchema(UserError):
    """There is no schema of that name."""

    exit_code = 2


@dataclass(frozen=True)
class Described:
    """`files` are patterns below the folder of articles, none where its text is the head of a Markdown file; `what` it
    is of, told in English."""

    what: str
    describe: Callable[[str], Schema]
    files: Sequence[str] = ()


def build_schema(name: str, lang: str, foreign_keys: Sequence[str] = ()) -> Schema:
    """The schema in the words of `lang`; front matter may also have other tools' `foreign_keys`. Raises
    `UnknownSchema`."""
    if name not in CATALOGUE:
        raise UnknownSchema(
            f"there is no schema '{name}'", did_you_mean(name, CATALOGUE) or f"there are {', '.join(CATALOGUE)}"
        )
    schema = CATALOGUE[name].describe(lang)
    if foreign_keys and name in FRONT_MATTER:
        schema["properties"] |= {key: {"doNotSuggest": True} for key in foreign_keys}
    return {"$schema": DRAFT, **schema}


def _describe_article(lang: str) -> Schema:
    return describe_shape(ArticleFields, lang, without=NOTICE_KEYS)


def _describe_notice(lang: str) -> Schema:
    return describe_shape(ArticleFields, lang)


def _describe_category(lang: str) -> Schema:
    return describe_shape(CategoryFields, lang)


def _describe_cards(lang: str) -> Schema:
    return _list_of(describe_shape(CardFields, lang, required=("words", "title")))


def _describe_flow(lang: str) -> Schema:
    choice = describe_shape(ChoiceFields, lang, required=("say",))
    choice["oneOf"] = [{"required": [lead]} for lead in LEADS]
    choices = {"type": "array", "items": choice, "minItems": 1}
    step = describe_shape(StepFields, lang, {"choices": choices}, ("ask", "choices"))
    steps = {"type": "object", "additionalProperties": step, "minProperties": 1}
    return describe_shape(FlowFields, lang, {"steps": steps}, ("title", "steps"))


def _describe_search_tests(lang: str) -> Schema:
    return _list_of(describe_shape(ExpectationFields, lang, required=("query", "expect")))


def _describe_synonyms(lang: str) -> Schema:
    """A list of groups, or lists under topics."""
    meanings = find_meanings((*ONE_WAY, *SWITCHED_OFF), lang)
    words = {key: TEXTS | {"description": meanings[key]} for key in meanings}
    pairs = [
        {"type": "object", "properties": {key: words[key] for key in keys}, "required": list(keys)}
        for keys in (ONE_WAY, SWITCHED_OFF)
    ]
    group = {"type": "array", "items": TEXT, "minItems": 2}
    entries = _list_of({"anyOf": [group, *(pair | {"additionalProperties": False} for pair in pairs)]})
    return {"anyOf": [entries, {"type": "object", "additionalProperties": entries}]}


def _describe_popular(lang: str) -> Schema:
    return _list_of({"type": "string"})


def _list_of(item: Schema) -> Schema:
    """An empty file has none."""
    return {"type": ["array", "null"], "items": item}


CATALOGUE: Mapping[str, Described] = {
    "settings": Described("mkdocs.yml", describe_config),
    "article": Described("the front matter of an article", _describe_article),
    "notice": Described("the front matter of a notice", _describe_notice),
    "category": Described("the front matter of a folder's index.md", _describe_category),
    "cards": Described("the file of cards", _describe_cards, (CARDS,)),
    "flow": Described("a guided flow", _describe_flow, (f"{FOLDER}/*.yml",)),
    "synonyms": Described("the file of synonyms", _describe_synonyms, (SYNONYMS,)),
    "search-tests": Described("the file of search tests", _describe_search_tests, (SEARCH_TESTS,)),
    "popular": Described("the file of popular articles", _describe_popular, (POPULAR,)),
}
FRONT_MATTER = ("article", "notice", "category")
