"""The command line."""

from bpsym.cli.main import main as main
