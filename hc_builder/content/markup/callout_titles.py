"""The titles of boxes whose writer gave none, in the page's language."""

_TITLES = {
    "ko": {
        "note": "참고",
        "info": "안내",
        "tip": "도움말",
        "hint": "도움말",
        "important": "중요",
        "warning": "주의",
        "attention": "주의",
        "caution": "경고",
        "danger": "경고",
        "error": "오류",
        "success": "완료",
        "question": "질문",
        "faq": "질문",
        "example": "예시",
        "quote": "인용",
        "bug": "오류",
        "failure": "실패",
        "abstract": "요약",
        "summary": "요약",
        "details": "자세히",
    }
}


def find_title(kind: str, lang: str) -> str:
    """`find_title("note", "ko")` is 참고; a kind that is not known is its own title."""
    return _TITLES.get(lang, {}).get(kind.lower(), kind.title())


def list_kinds() -> frozenset[str]:
    """The kinds of boxes that have a title of their own."""
    return frozenset(_TITLES["ko"])
