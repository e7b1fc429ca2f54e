"""The pages, each a router of its own."""

from fastapi import APIRouter

from slugline.surfaces.web.pages.articles import router as articles
from slugline.surfaces.web.pages.calendar import router as calendar
from slugline.surfaces.web.pages.changes import router as changes
from slugline.surfaces.web.pages.check import router as check
from slugline.surfaces.web.pages.franchises import router as franchises
from slugline.surfaces.web.pages.home import router as home
from slugline.surfaces.web.pages.people import router as people
from slugline.surfaces.web.pages.search import router as search
from slugline.surfaces.web.pages.titles import router as titles

ROUTERS: tuple[APIRouter, ...] = (home, titles, franchises, people, changes, calendar, articles, check, search)
