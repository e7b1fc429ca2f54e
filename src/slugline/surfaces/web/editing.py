"""Editing turned on: the routes of those who sign in, and what keeps their pages apart. Off, none of it exists."""

from __future__ import annotations

from fastapi import FastAPI

from slugline.surfaces.web.accounts.passwords import prepare
from slugline.surfaces.web.pages.edit_add import router as adding
from slugline.surfaces.web.pages.edit_claims import router as claims
from slugline.surfaces.web.pages.edit_decisions import router as decisions
from slugline.surfaces.web.pages.edit_doubts import router as doubts
from slugline.surfaces.web.pages.signing import router as signing
from slugline.surfaces.web.signed import Apart


def let_edit(app: FastAPI) -> None:
    """Let editors sign in to the application, and decide."""
    for router in (signing, claims, decisions, doubts, adding):
        app.include_router(router)
    app.add_middleware(Apart)
    prepare()
