"""The examples in docstrings and in the README give the documented results."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import re
from pathlib import Path
from types import ModuleType

import defray
import pytest
from defray import _native

ROOT = Path(os.environ.get("DEFRAY_ROOT", Path(__file__).parents[2]))
FOLDER = Path(defray.__file__).parent
MODULES = [
    importlib.import_module(".".join(("defray", *path.relative_to(FOLDER).with_suffix("").parts)).removesuffix(".__init__"))
    for path in sorted(FOLDER.rglob("*.py"))
]


# The modules with examples. Those of `_errors` count for `defray`, which the exceptions name as their module.
WITH_EXAMPLES = {
    "defray",
    "defray._engine",
    "defray._json",
    "defray._records.position",
    "defray._values",
    "defray.marketplaces",
}


def run(examples: doctest.DocTest) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(examples, out=report.append)
    assert runner.failures == 0, "".join(report)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_of_a_module(module: ModuleType) -> None:
    count = 0
    for examples in doctest.DocTestFinder(exclude_empty=True).find(module):
        count += len(examples.examples)
        run(examples)
    assert (count > 0) is (module.__name__ in WITH_EXAMPLES), f"{module.__name__} has {count} examples"


def test_examples_of_the_native_classes() -> None:
    found = 0
    for name in _native.__all__:
        one = getattr(_native, name)
        members = [(name, one)]
        if inspect.isclass(one):
            members += [(f"{name}.{member}", getattr(one, member)) for member in vars(one)]
        for place, member in members:
            text = inspect.getdoc(member) or ""
            examples = doctest.DocTestParser().get_doctest(text, {"defray": defray}, place, None, None)
            found += len(examples.examples)
            run(examples)
    assert found >= 4


def test_everything_public_is_documented() -> None:
    for name in defray.__all__:
        one = getattr(defray, name)
        if inspect.isclass(one) or inspect.isroutine(one):
            # A dataclass without a docstring has its signature there.
            assert one.__doc__ and not one.__doc__.startswith(f"{name}("), name
            for member, value in vars(one).items() if inspect.isclass(one) else ():
                if not member.startswith("_") and (inspect.isroutine(value) or isinstance(value, property)):
                    assert inspect.getdoc(value), f"{name}.{member}"


def test_the_readmes_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "python" / "README.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    documented = re.findall(r"# (?:prints )(.*)$", text, re.MULTILINE)
    assert documented and printed == documented
