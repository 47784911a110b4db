"""The library: question banks, kits and rubrics read from YAML, with problems that name the line and the remedy."""
