"""An answer in the words of a language model that the shop chose, given only if its sources bear out every sentence.

A writer's draft may keep what is borne out and drop the rest (`gaps/loop/material`). A customer reads the whole: what
was dropped may have been the condition under which the rest holds, so one sentence without support refuses all.
"""

import logging
from collections.abc import Sequence
from functools import cache
from threading import Lock

from hc_builder.answering.answers import Wording
from hc_builder.content.settings import Settings
from hc_builder.gaps.grouping.content_words import ContentReader
from hc_builder.gaps.loop.draft_sources import Source
from hc_builder.gaps.loop.support import BorneSentence, keep_borne
from hc_builder.gaps.loop.writer import LanguageModel
from hc_builder.gaps.query_keys import build_analyzer
from hc_builder.gaps.servers import ServerError

UNAVAILABLE = Wording("unavailable")
_LONGEST = 4_000
"""Letters of six short sentences, with room: to hold much more against its sources would take the processor."""
log = logging.getLogger("hc.answering")


class Writer:
    """Of one shop's words. For many threads at once."""

    def __init__(self, model: LanguageModel, settings: Settings) -> None:
        self._model = model
        self._analyzer = build_analyzer(settings)
        self._reading = Lock()  # the analysers remember what they read
        self._find_reader = cache(lambda lang: ContentReader(self._analyzer.of(lang)))

    def word(self, question: str, sources: Sequence[Source], lang: str) -> list[BorneSentence] | None:
        """The model's sentences, with the places that bear them out; none where they are refused, and `None` where the
        model can't be asked. The question goes to it as it is given here: masked."""
        try:
            written = self._model.write([question], sources)
        except ServerError as fault:
            log.warning("model_unavailable", extra={"detail": fault.what})
            return None
        if len(written) > _LONGEST:
            return []
        with self._reading:
            kept, dropped = keep_borne(written, sources, self._find_reader(lang))
        return [] if dropped else kept
