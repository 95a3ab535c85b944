"""Rendering for the terminal and for machines: results in, text or rich tables out."""
