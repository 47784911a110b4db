"""What many interviews say together: benchmarks, strictness, fair scores, chances, agreement."""

import os

# The matrices here are small. On a busy machine numpy's linear algebra loses more by waiting for its own threads than a
# second thread gains: seven times as long was measured. numpy reads this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
