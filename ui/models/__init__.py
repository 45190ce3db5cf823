"""Models of the tables: one model over a frame, then proxies."""
