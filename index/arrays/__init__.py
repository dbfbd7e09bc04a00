"""Segments as flat, memory-mapped arrays: the fast second codec of the embedded engine."""
