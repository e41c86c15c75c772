"""Moving in: another tool's help center → neutral articles (`readers`) → our Markdown (`writing`), once and again."""
