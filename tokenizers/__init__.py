"""Text → tokens: folding, segmentation, the gazetteer. Knows no engine, no web, no database.

The name is ours only inside this checkout (see ``searchapp.guard``): Hugging Face publishes a
distribution that owns the same import name.
"""

from tokenizers.processor import spare_slow_instructions

ANALYZER_VERSION = 2
"""Rises with every change of folding or cutting rules; part of the index fingerprint."""

spare_slow_instructions()
