"""Another package than ours: what it adds is named in its `entry_points.txt`."""

from pathlib import Path

_HERE = Path(__file__).parent

GERMAN = _HERE / "de.toml"
QUESTIONS = _HERE / "questions"
