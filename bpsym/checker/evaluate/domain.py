"""The one event that asks for another point."""

from __future__ import annotations


class OutsideDomain(Exception):  # noqa: N818 - an event of the search for a point, not an error of anybody
    """At this point the expression is not defined, or not differentiable, or too large to write down."""
