"""One module for each change, named after the schema that it makes."""
