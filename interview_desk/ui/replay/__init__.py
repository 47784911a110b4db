"""Going back to a session on screen: the panels of the live page as they stood, and lanes to move through its time."""
