"""How well answers are ranked: our product beside other engines, on sets with known answers."""
