"""The screens of those who answer for a place, and the page all staff begin with."""
