"""A sound server of the tests' own: a microphone that hears what is played to `call`, and a loudspeaker `out`.

`python -m tests.media.virtual_sound COMMAND…` runs a command that finds it, such as
`python -m tests.media.in_step --minutes 60`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDED = ("pulseaudio", "pactl", "pacat")


def missing() -> str:
    """Return why there can be no such server here; nothing where there can."""
    gone = [name for name in NEEDED if shutil.which(name) is None]
    return f"{' and '.join(gone)} not found: apt-get install pulseaudio pulseaudio-utils" if gone else ""


@contextmanager
def virtual_sound(microphone: bool = True) -> Iterator[dict[str, str]]:
    """Start the server; gives the environment in which a process finds it."""
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        socket = f"{folder}/native"
        environment = {
            **os.environ,
            "HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "PULSE_RUNTIME_PATH": folder,
            "PULSE_SERVER": f"unix:{socket}",
            "QT_QPA_PLATFORM": "offscreen",
        }
        environment.pop("DISPLAY", None)
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes"]
        command += ["--exit-idle-time=-1", f"--log-target=file:{folder}/log"]
        command += ["-L", "module-null-sink sink_name=call", "-L", "module-null-sink sink_name=out"]
        if microphone:  # a monitor alone is no microphone to Qt
            command += ["-L", "module-remap-source master=call.monitor source_name=mic"]
        command += ["-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
            try:
                _wait_until_ready(Path(socket), server, environment)
                pactl("set-default-sink", "out", environment=environment)
                if microphone:
                    pactl("set-default-source", "mic", environment=environment)
                # A stream that asks for little delay: without one, a null sink works two seconds ahead.
                silence = ["pacat", "--raw", "--latency-msec=20", "/dev/zero", "-d"]
                quick = [subprocess.Popen([*silence, sink], env=environment) for sink in ("call", "out")]
                try:
                    yield environment
                finally:
                    for stream in quick:
                        stream.kill()
                        stream.wait()
            finally:
                server.terminate()


def pactl(*words: str, environment: dict[str, str]) -> str:
    """Ask the server for something."""
    return subprocess.run(["pactl", *words], env=environment, check=True, capture_output=True, text=True).stdout


def _wait_until_ready(socket: Path, server: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    while server.poll() is None:
        if socket.exists() and not subprocess.run(["pactl", "info"], env=environment, capture_output=True).returncode:
            return
    raise RuntimeError("pulseaudio did not start")


if __name__ == "__main__":
    with virtual_sound() as found:
        sys.exit(subprocess.run(sys.argv[1:], env=found).returncode)
