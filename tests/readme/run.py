"""Compiles and runs every example of the README, one for each language, in an empty folder.

usage: run.py ROOT PREFIX GO PYTHON — the workspace, where defray is installed, a Go tool, a Python that has the wheel
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

root, prefix, go, python = (pathlib.Path(os.path.abspath(argument)) for argument in sys.argv[1:5])
readme = (root / "README.md").read_text()


def example(language):
    (block,) = re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)
    return block


def run(*command, folder, **environment):
    ran = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    assert ran.returncode == 0, (command, ran.stdout, ran.stderr)
    return ran.stdout


def flags(*arguments):
    found = run("pkg-config", *arguments, "defray", folder=root, PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig"))
    return found.split()


def in_c(folder, compiler, standard, name):
    (folder / name).write_text(example("c"))
    strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    run(compiler, f"-std={standard}", *strict, name, *flags("--cflags", "--libs"), "-o", "billing", folder=folder)
    said = run("./billing", folder=folder, LD_LIBRARY_PATH=str(prefix / "lib"))
    assert said.startswith("unknown_account: there is no account `nobody`"), said


def in_go(folder):
    (folder / "main.go").write_text(example("go"))
    module = f"module billing\n\ngo 1.26\n\nrequire defray v0.0.0\n\nreplace defray => {root / 'go'}\n"
    (folder / "go.mod").write_text(module)
    assert run(go, "run", ".", folder=folder).startswith("journal position 2"), "an account, then money"


def in_python(folder):
    (folder / "billing.py").write_text(example("python"))
    assert run(python, "billing.py", folder=folder) == "100.5 CNY\n"
    assert run(python, "billing.py", folder=folder) == "account_exists\n201 CNY\n"


for name, test in {
    "C": lambda folder: in_c(folder, "gcc", "c11", "billing.c"),
    "C++": lambda folder: in_c(folder, "g++", "c++17", "billing.cc"),
    "Go": in_go,
    "Python": in_python,
}.items():
    with tempfile.TemporaryDirectory() as folder:
        test(pathlib.Path(folder))
    print("ok", name)
