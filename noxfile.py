"""Every command of the project. `nox -s demo` and `nox -s tests` are the two that a newcomer needs."""

from __future__ import annotations

from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "tests"]

PACKAGES = ("./core", "./hub", ".")


def install(session: nox.Session, *, editable: bool) -> None:
    """Install the pinned, hashed requirements, then our three packages without touching them."""
    session.install("--require-hashes", "-r", "requirements.lock")
    targets = [part for package in PACKAGES for part in (("-e", package) if editable else (package,))]
    session.install("--no-deps", "--no-build-isolation", *targets)


@nox.session
def demo(session: nox.Session) -> None:
    """Run the whole product on sample data, installed as a user would have it."""
    install(session, editable=False)
    session.run("weavit", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test: laws, faults, real processes."""
    install(session, editable=True)
    session.run("pytest", *(session.posargs or ("-n", "auto")))


@nox.session
def faults(session: nox.Session) -> None:
    """Kill, refuse, flip, cut at every place, of which `tests` tries some. `-- "kill: restore"`: one part."""
    install(session, editable=True)
    session.run("python", "-m", "faults", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types, the walls between the rooms, and that every mutant still fits the code."""
    install(session, editable=True)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("python", "mutants/run.py", "--check")


@nox.session
def dev(session: nox.Session) -> None:
    """Make an environment to work in: .nox/dev/bin/weavit runs the checkout."""
    install(session, editable=True)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure. `-- vcard people` measures those only."""
    install(session, editable=True)
    session.install("--require-hashes", "--no-deps", "-r", "benchmarks/requirements.txt")
    names = session.posargs or sorted(path.stem for path in Path("benchmarks").glob("[a-z]*.py"))
    for name in names:
        session.run("python", f"benchmarks/{name}.py")


@nox.session
def screens(session: nox.Session) -> None:
    """Draw every screen on the sample vault into docs/screens, light and dark. `-- person` draws one."""
    install(session, editable=True)
    where = {"PYTHONPATH": "tests", "QT_QPA_PLATFORM": "offscreen"}
    session.run("python", "-m", "builders.screens", "docs/screens", *session.posargs, env=where)


@nox.session
def mutants(session: nox.Session) -> None:
    """Break each protective step in turn, and see a test fail."""
    install(session, editable=True)
    session.run("python", "mutants/run.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz the readers of foreign bytes for 60 s each. `-- 600 vcard` fuzzes one for ten minutes. Linux."""
    install(session, editable=True)
    session.run("python", "fuzz/run.py", *session.posargs)


@nox.session
def lock(session: nox.Session) -> None:
    """Pin the newest versions that fit, with hashes and without addresses."""
    session.install("uv")
    how = "--quiet --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11"
    what = "--no-emit-package weavit-core --group dev pyproject.toml core/pyproject.toml hub/pyproject.toml"
    session.run(*f"uv pip compile {how} {what} --output-file requirements.lock".split())
