"""What performance is measured with: one command for each figure, `python -m benchmarks NAME`; none is a test."""
