"""Charts as SVG, made on the server: numbers in, markup out; beside each, the page has a table that says the same."""
