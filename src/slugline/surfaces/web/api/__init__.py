"""The API: what the pages show, as the record contract's JSON under ``/api/v1``, described at ``/openapi.json``."""

from __future__ import annotations

from fastapi import APIRouter

from slugline.surfaces.web.api.access import MAY_READ
from slugline.surfaces.web.api.asking import router as asking
from slugline.surfaces.web.api.calendar import router as calendar
from slugline.surfaces.web.api.changes import router as changes
from slugline.surfaces.web.api.checking import router as checking
from slugline.surfaces.web.api.claims import router as claims
from slugline.surfaces.web.api.franchises import router as franchises
from slugline.surfaces.web.api.people import router as people
from slugline.surfaces.web.api.picks import V1
from slugline.surfaces.web.api.search import router as search
from slugline.surfaces.web.api.titles import router as titles

router = APIRouter(prefix=V1, dependencies=[MAY_READ])
for _part in (titles, search, asking, changes, franchises, people, calendar, claims, checking):
    router.include_router(_part)
