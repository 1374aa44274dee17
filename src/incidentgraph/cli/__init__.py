"""The command line: `incidentgraph COMMAND …`, one module a command: it parses and calls the package."""

from incidentgraph.cli.group import app, main

__all__ = ["app", "main"]
