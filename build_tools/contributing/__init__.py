"""Helping those who contribute: new records, filed forms, what a change changes, what is there already."""
