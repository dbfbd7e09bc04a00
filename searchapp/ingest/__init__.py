"""From raw pages to articles: read, clean, extract, store, index."""
