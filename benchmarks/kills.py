"""A hundred kills: `add` and `build --store` are killed at moments drawn at random.

Each time the store must open, hold what it held before or what it should hold after, and give the same bytes as an
undisturbed run when the command has been run once more.

    .venv/bin/python -m benchmarks.kills [HOW_MANY]
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.quality import measured

from incidentgraph import api

PROGRAM = [sys.executable, "-c", "from incidentgraph.cli import main; main()"]


def run(*arguments: object, kill_after: float | None = None) -> float:
    """Run a command; SIGKILL it some seconds after its start, if it is still at it."""
    started = time.monotonic()
    with subprocess.Popen([*PROGRAM, *map(str, arguments)], stdout=subprocess.DEVNULL) as process:
        try:
            assert process.wait(kill_after) == 0, arguments
        except subprocess.TimeoutExpired:
            process.kill()
    return time.monotonic() - started


def exported(store: Path, out: Path) -> bytes:
    api.export("trig", out, graph=store)
    return out.read_bytes()


def main(how_many: int) -> None:
    articles = sorted(measured.SAMPLES.glob("*.txt"))
    first, more = articles[:10], articles[10:14]
    chance = random.Random(1)
    print("| command | kills | store as before | as after | in between | bytes differ when done again |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        origin, store, out = folder / "origin", folder / "store", folder / "x.trig"
        run("build", *first, "-o", folder / "built", "--store", origin)
        commands = {
            "add": ("add", *more, "--store", store),
            "build": ("build", *more, "-o", folder / "built", "--store", store),
        }
        for title, command in commands.items():
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(origin, store)
            before = exported(store, out)
            longest = run(*command)
            after = exported(store, out)
            seen = {"before": 0, "after": 0, "between": 0, "differ": 0}
            for _ in range(how_many // 2):
                shutil.rmtree(store)
                shutil.copytree(origin, store)
                run(*command, kill_after=chance.uniform(0.3, 1.05) * longest)
                found = exported(store, out)
                seen["before" if found == before else "after" if found == after else "between"] += 1
                run(*command)
                seen["differ"] += exported(store, out) != after
            print(f"| {title} | {how_many // 2} | " + " | ".join(str(n) for n in seen.values()) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
