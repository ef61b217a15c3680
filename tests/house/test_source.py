"""Promises of the house style that can be read off the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "directory"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "vendor" not in path.parts)
# Loaded only where they are needed, as they are heavy and may be missing; and the command, which must start quickly,
# with what has to be said before numpy is loaded.
IMPORTED_INSIDE = {
    "onnxruntime",
    "typst",
    "tokenizers",
    "scipy.special",
    "directory.cli.main",
    "directory.cli.one_thread",
}
TOP_LEVEL = {
    "__init__.py",
    "app.py",
    "clock.py",
    "config.py",
    "db.py",
    "db_errors.py",
    "errors.py",
    "identity_settings.py",
    "outbox.py",
    "sctids.py",
    "setting_values.py",
    "translation.py",
    "working_days.py",
}
VERBS_WITHOUT_MEANING = ("process_", "handle_", "manage_")
# Names that SQLAlchemy and WTForms call.
NAMED_BY_OTHERS = {"process_bind_param", "process_result_value", "process_formdata", "process_data"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


def imports_inside_functions(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                yield from imported_by(node)


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    sought = re.compile(pattern)
    return [
        f"{name_of(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if sought.search(line)
    ]


def test_only_the_database_module_commits():
    assert lines_with(r"\.commit\(", [path for path in MODULES if path != PACKAGE / "db.py"]) == []


@pytest.mark.parametrize(
    "question",
    [r"datetime\.now\(", r"date\.today\(", r"utcnow\(", r"\btime\.time\(", r"fromtimestamp\(", r"time\.localtime\("],
)
def test_only_the_clock_asks_what_time_it_is(question):
    assert lines_with(question, [path for path in MODULES if path != PACKAGE / "clock.py"]) == []


def test_nothing_is_imported_with_a_star():
    starred = [
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]

    assert starred == []


def test_imports_are_absolute():
    relative = [
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


def test_packages_import_nothing_of_themselves():
    importing = {
        name_of(path): found
        for path in MODULES
        if path.name == "__init__.py" and (found := [name for node in tree_of(path).body for name in imported_by(node)])
    }

    assert importing == {}


def test_only_heavy_libraries_are_imported_inside_functions():
    inside = {
        name_of(path): found
        for path in MODULES
        if (found := sorted(set(imports_inside_functions(tree_of(path))) - IMPORTED_INSIDE))
    }

    assert inside == {}


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "managers"])
def test_no_module_has_a_name_that_says_nothing(name):
    assert [name_of(path) for path in MODULES if path.stem == name] == []


def test_the_package_has_these_files_at_its_top_and_no_others():
    assert {path.name for path in PACKAGE.glob("*.py")} == TOP_LEVEL


def test_every_module_says_what_it_is_for():
    # What another tool wrote, or a package without words of its own, would show up here too.
    assert [name_of(path) for path in MODULES if not ast.get_docstring(tree_of(path))] == []


def test_no_verb_says_nothing():
    found = [
        f"{name_of(path)} {node.name}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith(VERBS_WITHOUT_MEANING)
        if node.name not in NAMED_BY_OTHERS
    ]

    assert found == []


def test_tests_have_no_packages():
    assert [name_of(path) for path in (ROOT / "tests").rglob("__init__.py")] == []
