"""A form's body, taken apart in memory: what Starlette would spool to a file would be the customer's words in clear.

The one module of this room that knows the web framework.
"""

import re
from collections.abc import AsyncGenerator

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from feedback_function.inquiry.form import BadForm, File

MOST_FIELDS, MOST_FILES = 60, 20
MOST_FIELD_BYTES = 64 * 1024
_BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,./:=? -]{1,70}")
"""What RFC 2046 allows."""


class _InMemory(MultiPartParser):
    spool_max_size = 0  # of SpooledTemporaryFile: 0 never rolls over


Form = tuple[list[tuple[str, str]], list[File]]


async def parse_form(body: bytes, content_type: str) -> Form:
    """The fields and the files of a form of either type. Raises `BadForm`."""
    try:
        if content_type.lower().startswith("multipart/"):
            parser = _InMemory(
                _build_headers(content_type),
                _flow(body),
                max_files=MOST_FILES,
                max_fields=MOST_FIELDS,
                max_part_size=MOST_FIELD_BYTES,
            )
            return await _split(await parser.parse())
        plain = FormParser(Headers(), _flow(body), max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES)
        return await _split(await plain.parse())
    except (MultiPartException, FormParserError, UnicodeError):
        raise BadForm from None


def _build_headers(content_type: str) -> Headers:
    """With the boundary alone: a `charset` would name any of Python's codecs, of which some take seconds for a text."""
    boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
    if not _BOUNDARY.fullmatch(boundary):
        raise BadForm
    return Headers({"content-type": f'multipart/form-data; boundary="{boundary.decode()}"'})


async def _split(form: FormData) -> Form:
    """A browser sends an empty file for a field in which none was chosen."""
    fields, files = [], []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read()
            await value.close()
            if data or value.filename:
                files.append(File(data))
        else:
            fields.append((name, value))
    return fields, files


async def _flow(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
