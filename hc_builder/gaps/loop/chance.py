"""Is a change more than chance?"""

from scipy.stats import fisher_exact

from feedback_function.shares import Share


def compute_chance(fewer: Share, more: Share) -> float:
    """How likely the difference, or a larger one, would be if both shares were the same in truth: Fisher's exact test,
    one-sided (R. A. Fisher 1922, "On the interpretation of χ² from contingency tables"), good for small numbers too."""
    rows = [[share.part, share.whole - share.part] for share in (fewer, more)]
    return float(fisher_exact(rows, alternative="less").pvalue)
