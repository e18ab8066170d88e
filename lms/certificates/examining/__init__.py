"""Looks into strangers' PDF files, in a process that may die. Begin with `reading`."""
