"""What a reader sees is always found: pieces of real pages, typed back in every spelling."""
