"""Help for the typist: what a query was meant to be, and what it may become."""
