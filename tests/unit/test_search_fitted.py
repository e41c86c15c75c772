"""Numbers that were fitted one after the other: what was fitted on others is fitted again when they change."""

import hashlib
import re

from doc_pages import ROOT, read_page

FITTED_WITH = "4ef69f17b5a2"


def test_the_confidence_of_an_answer_was_fitted_with_the_belief_at_work() -> None:
    """Else a step of confidence means another chance than `benchmarks/answers.md` says."""
    weights = re.sub(r"/\*[\s\S]*?\*/", "", read_page(ROOT / "theme/assets/search/weights.js"))
    belief = weights[weights.index("export const CHANCE") :].partition("export const SEEN")[0]
    digest = hashlib.sha256(re.sub(r"\s+", "", belief).encode()).hexdigest()[:12]
    assert digest == FITTED_WITH, "run benchmarks/fit_answer.py, take over what it fits, then note this digest"
