"""`make bench`: measures the product as a province would run it, on this machine."""
