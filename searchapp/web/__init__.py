"""The pages and the JSON interface. The only rooms that import flask."""
