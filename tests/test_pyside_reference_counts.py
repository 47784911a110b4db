"""Guards the pin of PySide6: 6.12.0 loses a reference with every signal, and aborts Python 3.11 (PYSIDE-3474)."""

import json
import subprocess
import sys

import pytest

EMISSIONS = 5000
NOISE = 200

CHILD = f"""
import json, sys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    plain = Signal()
    loud = Signal(bool)

    def blockable(self):
        self.blockSignals(False)

heard = []
bell = Bell()
bell.plain.connect(lambda: None)
bell.loud.connect(lambda loud: heard.append(1))

def ring(times):
    for _ in range(times):
        bell.plain.emit()
        bell.loud.emit(True)
        bell.loud.emit(False)
        bell.blockable()

# A margin: where references are lost, the counts shall be seen to fall rather than the process to abort.
margin = [[True, False, None] for _ in range({4 * EMISSIONS})]
ring(50)
before = [sys.getrefcount(thing) for thing in (True, False, None)]
ring({EMISSIONS})
after = [sys.getrefcount(thing) for thing in (True, False, None)]
assert len(heard) == 2 * ({EMISSIONS} + 50)
print(json.dumps([b - a for a, b in zip(after, before)]), flush=True)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="there, True, False and None are immortal, whatever is lost")
def test_emitting_a_signal_loses_no_reference_to_true_false_or_none() -> None:
    child = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, timeout=120, check=False)
    assert child.returncode == 0, child.stderr
    lost: list[int] = json.loads(child.stdout)
    assert all(abs(count) < NOISE for count in lost), f"lost references to True, False, None: {lost}"
