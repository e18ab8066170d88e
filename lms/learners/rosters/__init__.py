"""Lists of residents that communes send. `columns` finds what stands where, `values`
what each cell means. Both are pure: they look at cells and ask no table."""
