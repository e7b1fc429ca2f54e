"""The application: its routes, in one list, and what stands around them."""

from __future__ import annotations

from importlib import resources

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import text

from slugline.surfaces.web import faults
from slugline.surfaces.web.api import router as api
from slugline.surfaces.web.api.description import describe
from slugline.surfaces.web.desk import Desk, OurDesk
from slugline.surfaces.web.editing import let_edit
from slugline.surfaces.web.feeds import router as feeds
from slugline.surfaces.web.front import Front
from slugline.surfaces.web.guard import Guard
from slugline.surfaces.web.keeping import Shelf
from slugline.surfaces.web.pagefile import PageFile
from slugline.surfaces.web.pages import ROUTERS
from slugline.surfaces.web.programs import Programs


def make_app(desk: Desk, pages: PageFile | None = None) -> FastAPI:
    """The whole desk over one record; ``pages`` are kept there, where they are to outlive the process."""
    from importlib.metadata import version

    app = FastAPI(
        title="Slugline", version=version("slugline"), docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    app.state.desk = desk
    app.state.shelf = Shelf(file=pages)
    faults.catch(app)
    if desk.signing_in:
        let_edit(app)
    describe(app)
    app.add_middleware(Front, desk=desk, shelf=app.state.shelf)
    app.add_middleware(Programs)
    app.add_middleware(Guard)
    for router in (api, feeds, *ROUTERS):
        app.include_router(router)
    static = resources.files("slugline.surfaces.web") / "static"
    app.mount("/static", StaticFiles(directory=str(static)), name="static")
    app.get("/healthz", include_in_schema=False)(_healthy)
    return app


def _healthy(desk: OurDesk, request: Request) -> JSONResponse:  # noqa: ARG001
    with desk.record.reading() as connection:
        connection.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})
