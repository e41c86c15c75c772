"""What a new article begins with until it is written: a note in place of the first sentence, and an outline; by
language and kind."""

FIRST = {
    ("ko", "faq"): "<!-- 첫 문장에서 바로 답해 주세요. -->",
    ("ko", "section"): "<!-- 첫 문장에서 바로 답해 주세요. -->",
    ("ko", "tutorial"): "<!-- 무엇을 하게 되는지 한 문장으로 적어 주세요. -->",
    ("en", "faq"): "<!-- Answer in the first sentence. -->",
    ("en", "section"): "<!-- Answer in the first sentence. -->",
    ("en", "tutorial"): "<!-- Say in one sentence what the reader will do. -->",
}
LAST = {
    ("ko", "faq"): ["## 더 알아보기", "", "- "],
    ("ko", "tutorial"): ["1. ", "2. ", "3. ", "", "## 안 될 때", "", "- "],
    ("en", "faq"): ["## Learn more", "", "- "],
    ("en", "tutorial"): ["1. ", "2. ", "3. ", "", "## If it does not work", "", "- "],
}
