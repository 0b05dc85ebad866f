"""Pages of figures, runs and frameworks."""
