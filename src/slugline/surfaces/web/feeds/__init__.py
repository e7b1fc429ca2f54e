"""Feeds that other programs subscribe to: changes as Atom, releases as iCalendar."""

from __future__ import annotations

from fastapi import APIRouter

from slugline.surfaces.web.feeds.changes import router as changes
from slugline.surfaces.web.feeds.releases import router as releases

router = APIRouter()
router.include_router(changes)
router.include_router(releases)
