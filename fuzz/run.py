"""Fuzz with atheris: `run.py [SECONDS] [TARGET ...]`, each target in a process; without names, all.

What fails is written to fuzz/found: mend the cause, and keep the file in fuzz/corpus/TARGET. What has only
reached new code is forgotten, or kept with `--keep`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MOST_BYTES = 4096  # of an input
SECONDS = 60
SECONDS_EACH = 60  # for one input: linear work takes milliseconds, a busy machine may stop for longer
MEMORY_MIB = 1024


def main(arguments: list[str], *, keep: bool) -> int:
    """Fuzz. Returns 0 when nothing failed."""
    seconds = int(arguments[0]) if arguments else SECONDS
    names = arguments[1:]
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    names = names or sorted(path.name for path in (HERE / "corpus").iterdir())
    with tempfile.TemporaryDirectory() as scratch:
        running = {name: _start(name, seconds, Path(scratch), keep=keep) for name in names}
        told = {name: process.communicate()[1] for name, process in running.items()}
    for name, process in running.items():
        lines = [line for line in told[name].splitlines() if line.startswith("stat::number_of_executed")]
        count = lines[0].split()[-1] if lines else "?"
        print(f"{name:8} {'held' if process.returncode == 0 else 'FAILED'}, {count} inputs in {seconds} s")
        if process.returncode:
            print(told[name][-4000:])
    return int(any(process.returncode for process in running.values()))


def _start(name: str, seconds: int, scratch: Path, *, keep: bool) -> subprocess.Popen[str]:
    new = HERE / "corpus" / name if keep else scratch / name
    new.mkdir(exist_ok=True)
    command = [
        sys.executable, str(HERE / "run.py"), "--target", name, str(new), str(HERE / "corpus" / name),
        f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", f"-timeout={SECONDS_EACH}",
        f"-rss_limit_mb={MEMORY_MIB}", f"-artifact_prefix={HERE / 'found'}/{name}-",
        f"-dict={HERE / 'words' / name}", "-print_final_stats=1",
    ]  # fmt: skip
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def fuzz(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process, until libFuzzer ends it."""
    import atheris

    with atheris.instrument_imports(include=["weavit_core", "weavit_desktop"]):
        from targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--target"]:
        fuzz(sys.argv[2], sys.argv[3:])
    else:
        chosen = [one for one in sys.argv[1:] if one != "--keep"]
        sys.exit(main(chosen, keep="--keep" in sys.argv))
