"""Pictures' memory goes back to the system, in a process of its own."""

import subprocess
import sys

import pytest

LARGE_AND_GONE = """
import threading, os
from pathlib import Path
from kiosk.operations.allocator import give_memory_back

def resident_mb():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

give_memory_back()
before = resident_mb()

def work():
    # A block of the size at which glibc, once it has freed one, begins to keep them.
    for _ in range(3):
        blocks = [bytearray(b"x") * 8_000_000 for _ in range(8)]
        kept.append(bytearray(b"x") * 4096)
        del blocks

kept = []
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(resident_mb() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_large_blocks_leave_the_process_when_they_are_gone():
    done = subprocess.run(
        [sys.executable, "-c", LARGE_AND_GONE],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert float(done.stdout) < 10
