"""A population to measure with: invented people by the million, on PostgreSQL."""
