"""`python -m bpsym`."""

import sys

from bpsym.cli import main

sys.exit(main())
