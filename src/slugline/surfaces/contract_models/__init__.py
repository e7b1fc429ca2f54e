"""The record contract as pydantic models: what the API's OpenAPI and the MCP server's output schemas are made from.

Needs pydantic, which the extras ``web`` and ``mcp`` bring.
"""
