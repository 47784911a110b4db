"""The live window: what one sees and does while conducting an interview; the same panels serve the replay."""
