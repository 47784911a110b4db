"""The only room with widgets: the window, its pages and panels."""
