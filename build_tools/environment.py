"""The variables of the environment that decide what a site says: here for who sets and who reads them."""

AS_OF = "ZELIAN_AS_OF"
"""The day on which statuses are computed, yyyy-mm-dd; today when it is not set."""
EDIT_URI = "ZELIAN_EDIT_URI"
"""The address before the path of a file where it can be edited; without it pages show a copy."""
REPORTED = "ZELIAN_REPORTED"
"""Set when another program says what was built; the site engine then says only what is wrong."""
