"""Forms of agreements: beginning one, its clauses, its signatures, its activities."""
