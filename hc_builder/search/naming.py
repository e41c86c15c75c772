"""What stands for an index that is not made: the same name, the same bytes. Nothing heavy is loaded to tell it."""

from collections.abc import Sequence

import msgspec

from hc_builder.cache import make_key
from hc_builder.content.cards import Card
from hc_builder.content.help_center import HelpCenter, Shown
from hc_builder.search.synonyms import Synonyms


def name_index(center: HelpCenter, lang: str, synonyms: Synonyms, cards: Sequence[Card] = ()) -> bytes:
    """What stands for all that `build_index` gives."""
    setup = name_setup(center, lang)
    parts = (name_part(shown, setup) for shown in center.list_public(lang))
    return make_key("whole index", msgspec.msgpack.encode(synonyms), repr(cards), *parts)


def name_setup(center: HelpCenter, lang: str) -> bytes:
    """What all parts of a language have in common."""
    return make_key("index", lang, *center.settings.words)


def name_part(shown: Shown, setup: bytes) -> bytes:
    """All that a part is made of."""
    return make_key("part", setup, shown.key, shown.article.id, shown.url)
