"""Compiles and runs every example of the README and of the pages in docs/start, as a reader would, in empty folders.

usage: run.py ROOT PREFIX GO PYTHON DEFRAY [PAGE...]

ROOT is the workspace, PREFIX is where the C library is installed, GO is a Go tool, PYTHON is a Python that has the
wheel, DEFRAY is the command. PAGE is `README` or the name of a page such as `rust`; without one, all are run.

How a page of docs/start is run, from top to bottom:

- A fenced block after a paragraph that ends with "Save this as `NAME`:" is written to that file.
- A block marked `sh` is run by a shell. A change of folder lasts until the end of the page.
- A block marked `text` that follows an `sh` block directly is what that block prints. In it, `…` stands for any text.
- The section "Install" is skipped: `make docs-test` has done what it says.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

root, prefix, go, python, defray = (pathlib.Path(os.path.abspath(argument)) for argument in sys.argv[1:6])
wanted = sys.argv[6:]
readme = (root / "README.md").read_text("utf-8")

FENCE = re.compile(r"(?P<before>.*?)^```(?P<language>[\w,]*)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
SAVE = re.compile(r"Save this as `([^`]+)`:\s*\Z")


def run(*command, folder, **environment):
    ran = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    assert ran.returncode == 0, (command, ran.stdout, ran.stderr)
    return ran.stdout


def flags(*arguments):
    found = run("pkg-config", *arguments, "defray", folder=root, PKG_CONFIG_PATH=str(prefix / "lib/pkgconfig"))
    return found.split()


# The README: one example for each language. The Rust example is compiled with the documentation of the crate.


def example(language):
    (block,) = re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)
    return block


def readme_in_c(folder, compiler, standard, name):
    (folder / name).write_text(example("c"), "utf-8")
    strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    run(compiler, f"-std={standard}", *strict, name, *flags("--cflags", "--libs"), "-o", "billing", folder=folder)
    printed = run("./billing", folder=folder, LD_LIBRARY_PATH=str(prefix / "lib"))
    assert printed.startswith("unknown_account: there is no account `stranger`"), printed


def readme_in_go(folder):
    (folder / "main.go").write_text(example("go"), "utf-8")
    module = f"module billing\n\ngo 1.26\n\nrequire defray v0.0.0\n\nreplace defray => {root / 'go'}\n"
    (folder / "go.mod").write_text(module, "utf-8")
    assert run(go, "run", ".", folder=folder).startswith("journal position 2"), "an account, then money"


def readme_in_python(folder):
    (folder / "billing.py").write_text(example("python"), "utf-8")
    assert run(python, "billing.py", folder=folder) == "100.5 CNY\n"
    assert run(python, "billing.py", folder=folder) == "account_exists\n201 CNY\n"


# The pages of docs/start.


def environment(folder):
    """What a reader has who followed the section "Install" of every page."""
    tools = folder / "tools"
    tools.mkdir()
    for name, tool in {"go": go, "python": python, "defray": defray}.items():
        script = f'#!/bin/sh\nexec "{tool}" "$@"\n'
        (tools / name).write_text(script, "utf-8")
        (tools / name).chmod(0o755)
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "DEFRAY": str(root),
        "PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig"),
        "LD_LIBRARY_PATH": str(prefix / "lib"),
        "CARGO_NET_OFFLINE": "true",
        "CARGO_PROFILE_DEV_DEBUG": "0",
        "CARGO_INCREMENTAL": "0",
        "CARGO_TARGET_DIR": os.path.abspath(os.environ.get("CARGO_TARGET_DIR", root / "target")),
        "GOFLAGS": "-mod=mod",
    }


def shell(code, folder, variables):
    """Runs a block; gives what it printed and the folder in which it ended."""
    script = f"set -eu\n{code}\npwd >&3"
    with tempfile.TemporaryFile("w+") as place:
        ran = subprocess.run(
            ["sh", "-c", f"exec 3>&{place.fileno()}\n{script}"],
            cwd=folder,
            env={**os.environ, **variables},
            pass_fds=[place.fileno()],
            capture_output=True,
            text=True,
        )
        place.seek(0)
        end = place.read().strip()
    assert ran.returncode == 0, (code, ran.stdout, ran.stderr)
    return ran.stdout, pathlib.Path(end)


def matches(expected, printed):
    pattern = ".*".join(re.escape(part) for part in expected.split("…"))
    return re.fullmatch(pattern, printed) is not None


def follow(page, folder):
    variables = environment(folder)
    here = folder / "work"
    here.mkdir()
    text = re.sub(r"^## Install\n.*?(?=^## )", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    printed, compared = None, 0
    for block in FENCE.finditer(text):
        before, language, code = block["before"], block["language"], block["code"]
        if file := SAVE.search(before):
            (here / file[1]).write_text(code, "utf-8")
        elif language == "sh":
            printed, here = shell(code, here, variables)
        elif language == "text" and printed is not None and not before.strip():
            assert matches(code, printed), f"{page}: expected\n{code}\nprinted\n{printed}"
            printed, compared = None, compared + 1
    assert compared > 0, f"{page}: no output was compared"


tests = {
    "README in C": lambda folder: readme_in_c(folder, "gcc", "c11", "billing.c"),
    "README in C++": lambda folder: readme_in_c(folder, "g++", "c++17", "billing.cc"),
    "README in Go": readme_in_go,
    "README in Python": readme_in_python,
}
for page in sorted((root / "docs" / "start").glob("*.md")):
    tests[page.stem] = lambda folder, page=page: follow(page, folder)

for name, test in tests.items():
    if wanted and name.split()[0] not in wanted:
        continue
    with tempfile.TemporaryDirectory() as folder:
        test(pathlib.Path(folder))
    print("ok", name)
