"""A short way to run the command line, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from incidentgraph.cli import app

ROOT = Path(__file__).parent.parent.parent
MINI = ROOT / "tests" / "data" / "mini.trig"

EN = "WhatsApp was down for two hours on Saturday, Meta said. Users across Europe reported the outage.\n"
FR = "La messagerie WhatsApp est tombée en panne samedi pendant deux heures, selon la société Meta.\n"
AR = "تعطلت خدمة واتساب يوم السبت لمدة ساعتين، وقالت شركة ميتا إن العطل كان بسبب خلل في الشبكة.\n"


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """The command line in this process, with stdout and stderr apart; no terminal."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def process(*arguments: str | Path, cwd: Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own."""
    command = [sys.executable, "-c", "from incidentgraph.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, env=os.environ | env, capture_output=True, check=False)
