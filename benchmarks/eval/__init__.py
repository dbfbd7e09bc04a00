"""How well pages are read: every labelled set, every miss, the libraries beside it, the floors."""
