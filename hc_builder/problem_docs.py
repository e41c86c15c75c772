"""A code of the table as text: for the documents, and for `hc check --explain`."""

import re

from hc_builder.korean import to_korean
from hc_builder.problem_codes import Code, Words, read_codes
from hc_builder.problems import did_you_mean, speak_in

_MEND = {"en": "*Mend:*", "ko": "*고치는 법:*"}
_SINCE = {"en": "since {version}", "ko": "{version}부터"}
_LINE = re.compile(r"(?P<place>\S.*?): (?P<severity>error|warning|notice)\[(?P<code>HC\d\d)\]: (?P<what>.*)")
_GROUP = re.compile(r"(?P<number>[\d,]+) (?P<name>.+) in (?P<files>[\d,]+) files?: (?P<subjects>`.*)")


def explain_code(name: str, lang: str) -> str | None:
    """What `hc check --explain` prints; `None` of a code that there is not."""
    code = read_codes().get(name.upper())
    if code is None:
        return None
    severities = " / ".join(speak_in(lang).severities[severity] for severity in code.severities)
    head = f"{name.upper()} ({severities}, {_SINCE[lang].format(version=code.since)})"
    return f"{head}\n\n{render_code(code, lang)}"


def suggest_code(name: str) -> str:
    """A hint for a code that there is not."""
    return did_you_mean(name.upper(), read_codes()) or "`hc docs problems` lists all codes"


def render_code(code: Code, lang: str) -> str:
    """Title, reason with examples, and cure, as Markdown; an example stands on lines of its own."""
    words = code.in_language(lang)
    why = _fill(words, code, lang)
    joint = "\n\n" if why.startswith("```") else " "
    return f"**{words.title}.**{joint}{why}\n\n{_MEND[lang]} {words.cure.strip()}"


def _fill(words: Words, code: Code, lang: str) -> str:
    examples = iter(code.examples)
    return re.sub(r"\{example\}", lambda _: _render_example(next(examples), lang), words.why.strip())


def _render_example(example: str, lang: str) -> str:
    lines = example.strip("\n").split("\n")
    told = [_translate_line(line) for line in lines] if lang == "ko" else lines
    return "\n".join(["```text", *told, "```"])


def _translate_line(line: str) -> str:
    """One line of what is printed, as it is printed in Korean."""
    speech = speak_in("ko")
    if found := _LINE.fullmatch(line):
        group = _GROUP.fullmatch(found["what"])
        what = _translate_group(group) if group else to_korean(found["what"])
        return f"{found['place']}: {speech.severities[found['severity']]}[{found['code']}]: {what}"
    label, _, text = line.strip().partition(": ")
    if label == "hint":
        return f"  {speech.hint}: {to_korean(text)}"
    return re.sub(r" and ([\d,]+) more$", lambda more: speech.more(int(more[1])), f"  {speech.also}: {text}")


def _translate_group(group: re.Match[str]) -> str:
    number, files = (int(group[name].replace(",", "")) for name in ("number", "files"))
    return f"{speak_in('ko').gather(number, group['name'], files)}: {group['subjects']}"
