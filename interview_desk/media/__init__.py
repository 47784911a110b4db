"""Optional audio: recorded beside the journal in pieces, and heard in step with the replay."""
