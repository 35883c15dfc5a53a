"""Networks of any depth: a line about layer l of L is proved for every l and L by a few finite cases.

Let the layers be lo..L. A line looks at a few neighbouring layers; three layers to each side are kept.

* Short networks (L < lo + 6 or so): the whole network, each L on its own.
* Long ones, l in the middle: a window of layers around l. Below it the network is an input. Above it the loss is an
  unknown function of the top of the window; its derivative there is any matrix, and only that derivative enters.
* Long ones, l near the top: a window with the real loss and the real top. l near the bottom: the real bottom.

Every l of every L is in one of these. In each both engines judge as always; `refuted` comes from a whole network of a
few layers, so that its counterexample can be redone. This is the induction on layers: the recursion of the forward
equations is the step, the ends are the base.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bpsym.derivation import Entry, Finding, Judgement, Link, Verdict
from bpsym.errors import InputError
from bpsym.notation import SLOT, Differential, Family, Instance, Layer, LayerSum, Name
from bpsym.reader import Relation, names_in, tops_of

REACH = 3
"""Layers that are kept to each side of the one that a line is about."""
FAR = 1000
"""A layer number far from both ends: only differences of layers matter in a window."""

WRITTEN = Instance({}, 1, 0)
"""No layer at all: the equations stand as they are written."""
LOOKBACK = 2
"""How many layers down a forward equation may look, for the windows to hold everything that uses a member."""


@dataclass(frozen=True, slots=True)
class Depths:
    """The instances in which a document is judged."""

    short: tuple[Instance, ...]
    windows: Mapping[str, Instance]


def depths_of(families: tuple[Family, ...], file: str) -> Depths:
    """The finite cases that cover every depth.

    Raises:
        InputError: families with different tops.
    """
    letters = list(tops_of(families))
    if len(letters) != 1:
        raise InputError(f"{file}: families: one top is read, found {', '.join(letters)}")
    low = min(f.low for f in families)
    highest = max(f.low - f.high.offset for f in families if f.is_symbolic)
    short = tuple(Instance({letters[0]: top}) for top in range(highest, low + 2 * REACH + 1))
    if not short:
        raise InputError(f"{file}: families: the lowest layers, {low} and {highest}, are too far from each other")
    windows = {
        "middle": Instance({}, FAR - REACH, FAR + REACH, FAR, FAR, goes_on=True),
        "top": Instance({letters[0]: FAR}, FAR - 2 * REACH, FAR + 1, FAR - REACH, FAR + 1),
        "bottom": Instance({}, low, low + 2 * REACH, low, low + REACH, goes_on=True),
    }
    return Depths(short, windows)


def find_far(relations: Iterable[Relation], families: tuple[Family, ...]) -> str:
    """The family that ends in the middle, or the equation that looks far; "" where the windows hold everything.

    A forward equation looks at its own layer and at most LOOKBACK layers below. A layer that is named by its number, or
    by its distance from the top, is one of a short network: what is special about it is seen there.
    """
    templates = {f.template for f in families}
    lowest, reach = min(f.low for f in families), 2 * REACH
    for f in families:
        if not f.is_symbolic or f.low > lowest + REACH or not -REACH <= f.high.offset <= 0:
            return f"the family {f.template.replace(SLOT, f.variable)} does not go from one end to the other"
    tops = set(tops_of(families))
    every = list(relations)
    meanings = {n.template for r in every if _is_meaning(r) for n in r.wholes if isinstance(n, Name)}
    for relation in every:
        left = next(iter(relation.wholes), None)
        if not isinstance(left, Name) or left.template in meanings:
            continue
        if any(isinstance(n, LayerSum) for m in relation.members for n in m.walk()):
            return f"the equation {relation.latex} adds over all layers"
        names = [n for m in relation.members for n in names_in(m) if n.layer is not None]
        far = any(_is_far(n.layer or Layer(""), tops, lowest + reach, reach) for n in names)
        if far or (left.template in templates and not _looks_back(left, names, templates)):
            return f"the equation {relation.latex} looks too far, more than {LOOKBACK} layers down or at one far layer"
    return ""


def _is_meaning(relation: Relation) -> bool:
    return any(isinstance(member, Differential) for member in relation.members)


def _is_far(layer: Layer, tops: set[str], highest: int, reach: int) -> bool:
    if layer.variable in tops:
        return not -reach <= layer.offset <= 0
    return layer.offset > highest if not layer.variable else abs(layer.offset) > REACH


def _looks_back(left: Name, names: list[Name], templates: Collection[str]) -> bool:
    """Whether the names are members of families, at the layer of the left side or a few below."""
    at = left.layer or Layer("")
    for name in names:
        layer = name.layer or Layer("")
        if layer.variable and name.template not in templates:
            return False
        if layer.variable == at.variable and abs(at.offset - layer.offset) > LOOKBACK:
            return False
    return True


def needed(relation: Relation, families: tuple[Family, ...]) -> frozenset[str]:
    """Which windows a line needs besides the short networks: those where the layers are of which it speaks."""
    templates = {f.template: f for f in families}
    names = [n for member in relation.members for n in names_in(member) if n.template in templates]
    tops = set(tops_of(families))
    kinds = {_kind(name, tops) for name in names}
    if "middle" in kinds:
        return frozenset({"middle", "top", "bottom"}) if kinds == {"middle"} else frozenset({"impossible"})
    if "bottom" in kinds:
        return frozenset({"bottom"}) if kinds == {"bottom"} else frozenset({"impossible"})
    return frozenset({"top"})


def _kind(name: Name, tops: set[str]) -> str:
    layer = name.layer or Layer("")
    if layer.variable in tops:
        return "top"
    return "middle" if layer.variable else "bottom"


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a document in its instances, entry by entry the same lines."""

    short: tuple[list[Entry], ...]
    windows: Mapping[str, list[Entry]]
    families: tuple[Family, ...]
    fault: str = ""
    """What keeps the windows from being enough."""


_T = TypeVar("_T")


def shown_of(short: Sequence[_T]) -> _T:
    """The network whose numbers are shown: not the shortest, and not a long one."""
    return short[min(1, len(short) - 1)]


def combine(told: Told, relations: Iterable[Relation]) -> list[Entry]:
    """One report: what holds in every instance."""
    shown = shown_of(told.short)
    return [
        _entry(at, entry, needed(relation, told.families), told)
        for at, (entry, relation) in enumerate(zip(shown, relations, strict=True))
    ]


def _entry(at: int, shown: Entry, windows: frozenset[str], told: Told) -> Entry:
    if shown.verdict is Verdict.UNREAD:
        return shown
    links = tuple(_link(at, n, link, windows, told) for n, link in enumerate(shown.links))
    order = list(Verdict)
    verdict = min((link.judgement.verdict for link in links), key=order.index)
    findings = tuple(f for f in shown.findings if f.code != "BP104")
    if verdict in (Verdict.PROVED, Verdict.CONDITIONAL) and "middle" in windows:
        message = "proved for every layer of a network of any depth"
        findings = (*findings, Finding("BP104", message, shown.line, shown.column))
    return replace(shown, verdict=verdict, links=links, findings=findings)


def _link(at: int, n: int, shown: Link, windows: frozenset[str], told: Told) -> Link:
    if _is_settled(shown):
        return shown
    wholes = [link for entries in told.short if (link := _at(entries, at, n)) is not None]
    wholes = [link for link in wholes if not _is_absent(link)] or wholes
    worst = min(wholes, key=lambda link: list(Verdict).index(link.judgement.verdict), default=shown)
    if worst.judgement.verdict not in (Verdict.PROVED, Verdict.CONDITIONAL):
        return worst
    found = [_at(told.windows[w], at, n) if w in told.windows else None for w in sorted(windows)]
    if all(link is not None and link.judgement.verdict in (Verdict.PROVED, Verdict.CONDITIONAL) for link in found):
        return _least([shown if not _is_absent(shown) else worst, worst, *(link for link in found if link is not None)])
    reason = "proved for every network of up to six layers, but not for every depth"
    reason = f"{reason}: {told.fault}" if told.fault else reason
    finding = Finding("BP302", reason, *_place(told, at))
    return replace(worst, judgement=Judgement(Verdict.UNDECIDED, reason=reason), findings=(*worst.findings, finding))


def settled_in(shown: Sequence[Entry]) -> frozenset[tuple[int, int]]:
    """(which entry, which link) is not true in the network that is shown: no other network need be asked."""
    return frozenset((at, n) for at, e in enumerate(shown) for n, link in enumerate(e.links) if _is_settled(link))


def spared_by(window: str, relations: Sequence[Relation], families: tuple[Family, ...]) -> frozenset[tuple[int, int]]:
    """The links of the lines that need not be looked at in a window."""
    lines = [(at, r) for at, r in enumerate(relations) if window not in needed(r, families)]
    return frozenset((at, n) for at, relation in lines for n in range(len(relation.members)))


def _is_settled(shown: Link) -> bool:
    verdict = shown.judgement.verdict
    return verdict is Verdict.REFUTED or (verdict is Verdict.UNDECIDED and not _is_absent(shown))


def _least(links: list[Link]) -> Link:
    """The first of links that are all true; where one is conditional, the first that is."""
    return next((link for link in links if link.judgement.verdict is Verdict.CONDITIONAL), links[0])


def _at(entries: list[Entry], at: int, n: int) -> Link | None:
    links = entries[at].links
    return links[n] if n < len(links) else None


def _place(told: Told, at: int) -> tuple[int, int]:
    entry = told.short[0][at]
    return entry.line, entry.column


def _is_absent(link: Link) -> bool:
    """Whether the line speaks of layers that a network of this depth does not have."""
    return link.judgement.verdict is Verdict.UNDECIDED and any(f.code == "BP108" for f in link.findings)
