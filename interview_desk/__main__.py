"""Runs the command line as `python -m interview_desk`."""

from interview_desk.cli import main

if __name__ == "__main__":
    main()
