"""Speed and size, measured: our engine and its peers on the same documents, words and queries."""

import tokenizers  # noqa: F401 - before numpy: see tokenizers.processor
