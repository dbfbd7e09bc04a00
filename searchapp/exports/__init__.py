"""Lists of articles as files: one module a format, all from the same rows."""
