"""The writers' own search tests, `content/search-tests.yml`, run through the search that customers use."""

from hc_builder.problems import Problem, has_errors
from hc_builder.project import Project
from hc_builder.search.expectations import check_expectations, read_expectations


def check_project(project: Project) -> list[Problem]:
    """Every fault of the project; its search tests are run once nothing else is wrong."""
    problems = [*project.problems]
    return problems if has_errors(problems) else [*problems, *run_search_tests(project)]


def run_search_tests(project: Project) -> list[Problem]:
    """A problem for each query that finds something else than it should; none where there is no such file."""
    root = project.center.root
    path = root / "search-tests.yml"
    if not path.is_file():
        return []
    expectations, problems = read_expectations(path, f"{root.name}/search-tests.yml")
    with project.open_search() as engine:
        known = (shown.article.id for shown in project.center.articles)
        return [*problems, *check_expectations(engine, expectations, known)]
