"""Who may read the API: everybody, or the programs that were given a token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from slugline.surfaces.web.accounts.tokens import valid_token
from slugline.surfaces.web.desk import OurDesk

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A read token (`slugline token add`); needed only where the desk is served with `--token-only`.",
)


def _may_read(desk: OurDesk, shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    if not desk.tokens_only:
        return
    if shown is None or valid_token(desk.record, shown.credentials, desk.now()) is None:
        fault = "no token was sent" if shown is None else "the token is not valid"
        raise HTTPException(401, fault, headers={"WWW-Authenticate": "Bearer"})


MAY_READ = Depends(_may_read)
