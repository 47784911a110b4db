"""The catalogue of what reports say: one module a language, alike in keys and gaps."""
