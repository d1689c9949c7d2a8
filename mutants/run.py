"""Apply each mutant to a copy of the tree and see that the test it names fails.

A mutant is a unified diff whose first line is `# killed by: TEST [TEST ...]`. A mutant that no test
notices means that a protective step could be lost without anybody seeing it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARK = "# killed by:"
TESTS_FAILED = 1  # pytest's exit code; any other means that no test ran


def main(names: list[str]) -> int:
    """Run the named mutants, or all; with `--check` only see that each still fits the code.

    Returns 0 when every one was killed, or fits.
    """
    if names == ["--check"]:
        return check()
    patches = [path for path in sorted(ROOT.glob("mutants/*.patch")) if not names or path.stem in names]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(judge, patches))
    for patch, verdict in zip(patches, verdicts, strict=True):
        print(f"{patch.stem:40} {verdict}")
    alive = sum(verdict != "killed" for verdict in verdicts)
    print(f"{len(patches) - alive} passed, {alive} failed")
    return 1 if alive or not patches else 0


def check() -> int:
    """Tell which mutants no longer apply: the code moved on, and nobody would see what they guard."""
    stale = [
        patch.stem
        for patch in sorted(ROOT.glob("mutants/*.patch"))
        if subprocess.run(
            ["git", "apply", "--check", str(patch)], cwd=ROOT, capture_output=True, check=False
        ).returncode
    ]
    print("\n".join(f"{name} no longer applies" for name in stale) or "every mutant applies")
    return 1 if stale else 0


def judge(patch: Path) -> str:
    """Return `killed`, or what went wrong."""
    head = patch.read_text(encoding="utf-8").splitlines()[0]
    if not head.startswith(MARK):
        return f"the first line does not say '{MARK} TEST'"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        # --3way needs the index and would hide a patch that no longer fits; plain apply says so.
        applied = subprocess.run(
            ["git", "apply", str(patch)], cwd=copy, capture_output=True, text=True, check=False
        )
        if applied.returncode:
            return f"does not apply: {applied.stderr.strip()}"
        path = os.pathsep.join(str(copy / part) for part in ("", "core", "hub"))
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                *head.removeprefix(MARK).split(),
            ],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode == TESTS_FAILED:
            return "killed"
        return f"ALIVE (pytest exit {ran.returncode}): {ran.stdout.strip().splitlines()[-1:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
