"""The sample collection: invented union news in the shapes real pages come in.

``stories/*.toml`` holds the stories with their gold, ``sites.toml`` the invented sites and
``chrome/`` their HTML; ``python -m searchapp.sample.render`` writes ``pages/`` and ``gold.jsonl``.
"""
