"""Put real output under the README's commands: `make readme`. A test compares it with what the commands print."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_SHOWN = re.compile(r"(```console\n\$ (?P<command>[^`]*?)\n```\n\n```text\n)(?P<output>.*?)(```)", re.DOTALL)


def commands(text: str) -> Iterator[str]:
    """The commands of all console blocks, in order; lines that start with ``> `` go on with the one before."""
    for block in _BLOCK.findall(text):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            yield joined(command)


def joined(command: str) -> str:
    """A command as the shell gets it."""
    return command.strip().replace("\n> ", "\n")


def shown(text: str) -> Iterator[tuple[str, str]]:
    """Every command whose output the README shows, and that output."""
    for match in _SHOWN.finditer(text):
        yield joined(match["command"]), match["output"]


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command as a reader would run it."""
    shell = ["bash", "-o", "pipefail", "-c", command]
    return subprocess.run(
        shell, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )


def renewed(text: str, folder: Path) -> str:
    """The README with the output that its commands print now."""
    return _SHOWN.sub(lambda m: f"{m[1]}{run(joined(m['command']), folder).stdout}```", text)


def main() -> int:
    """Rewrite the README."""
    README.write_text(renewed(README.read_text(encoding="utf-8"), ROOT), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
