"""The postings of a few documents, made of their parts at once."""

from collections.abc import Iterable

from hc_builder.search.part import Part
from hc_builder.search.places import number_documents
from hc_builder.search.postings import Postings, RowMaker, make_postings


def merge_parts(parts: Iterable[Part]) -> Postings:
    """Parts are read once, in any order; documents are numbered by `number_documents`."""
    maker, ids = RowMaker(), []
    for part in parts:
        maker.add(part)
        ids.append(part.id)
    return make_postings(maker.list_rows(number_documents(ids), maker.find_averages()))
