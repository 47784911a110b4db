"""Times of an interview as one writes them."""


def at(time: str) -> int:
    """Return MM:SS in milliseconds."""
    minutes, seconds = time.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000
