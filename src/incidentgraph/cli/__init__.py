"""The command line: `incidentgraph COMMAND …`, one module a command: it parses and calls the package."""

from incidentgraph.cli.app import app, main

__all__ = ["app", "main"]
