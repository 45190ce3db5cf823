"""Processing algorithms; each unpacks its parameters, calls a use case and packs the answer."""
