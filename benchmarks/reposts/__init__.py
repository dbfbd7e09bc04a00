"""Are reposts found? Altered copies of real items, and near misses that are none."""
