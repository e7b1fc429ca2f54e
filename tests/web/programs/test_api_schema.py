"""Schemathesis: what the OpenAPI describes is what the API does, for whatever it may be asked."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok

from slugline.surfaces.web.app import make_app
from slugline.surfaces.web.desk import Desk

_QUICK = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("tokens_only", [False, True], ids=["open", "tokens"])
def test_the_api_is_as_described(desk: Desk, tokens_only: bool) -> None:
    app = make_app(Desk(desk.record, desk.today, desk.now, desk.engine, tokens_only=tokens_only))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    tried = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @given(case=operation.as_strategy())
        @_QUICK
        def behaves(case: Any) -> None:
            tried.add((case.method, case.path))
            case.call_and_validate(excluded_checks=[positive_data_acceptance])  # a cursor is one that was given

        behaves()
    assert len(tried) >= 12
