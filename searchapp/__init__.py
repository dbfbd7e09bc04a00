"""The application: ingest, store, the one search use case, web pages, command line."""
