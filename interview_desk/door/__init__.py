"""What the door keeps at hand: answers that need several rooms, for the window and the command line alike."""
