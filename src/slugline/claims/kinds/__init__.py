"""Every kind of claim, by property: one folder each, found by looking."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from slugline.claims.kind import Kind
from slugline.model import PropertySpec


def _found() -> dict[str, Kind]:
    kinds = (import_module(f"{__name__}.{entry.name}").KIND for entry in pkgutil.iter_modules(__path__) if entry.ispkg)
    return {kind.property: kind for kind in kinds}


KINDS: Mapping[str, Kind] = MappingProxyType(_found())
SPECS: Mapping[str, PropertySpec] = MappingProxyType({name: kind.spec() for name, kind in KINDS.items()})
