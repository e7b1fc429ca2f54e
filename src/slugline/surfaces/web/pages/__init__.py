"""The pages, each a router of its own."""

from fastapi import APIRouter

from slugline.surfaces.web.pages.home import router as home

ROUTERS: tuple[APIRouter, ...] = (home,)
