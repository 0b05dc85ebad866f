"""Pages of agreements: reading, drafting, signing, activities."""
