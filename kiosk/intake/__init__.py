"""Bytes in, contest values and findings out."""
