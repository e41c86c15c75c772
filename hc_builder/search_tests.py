"""The writers' own search tests, `content/search-tests.yml`, run through the search that customers use."""

from hc_builder.problems import Problem
from hc_builder.project import Project
from hc_builder.search.engine import SearchEngine
from hc_builder.search.expectations import check_expectations, read_expectations


def run_search_tests(project: Project) -> list[Problem]:
    """A problem for each query that finds something else than it should; none where there is no such file."""
    root = project.center.root
    path = root / "search-tests.yml"
    if not path.is_file():
        return []
    expectations, problems = read_expectations(path, f"{root.name}/search-tests.yml")
    with SearchEngine(project.build_search_index(project.settings.languages[0])) as engine:
        known = (shown.article.id for shown in project.center.articles)
        return [*problems, *check_expectations(engine, expectations, known)]
