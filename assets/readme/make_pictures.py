"""Make the pictures of the scenes: the first page of each on the demonstration season.

    python assets/readme/make_pictures.py

Requires what the kiosk requires; `make readme-pictures` sets that up first.
"""  # noqa: INP001 - a script among assets, in no package

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

HERE: Final = Path(__file__).resolve().parent
SIZE: Final = (960, 540)
QUALITY: Final = 78

with TemporaryDirectory() as folder:
    options = ("--config", str(HERE / "pictures.toml"), "--scene", "all", "--out", folder)
    subprocess.run(  # noqa: S603 - the kiosk itself
        [sys.executable, "-m", "kiosk", "snapshot", *options],
        check=True,
        cwd=HERE.parents[1],
        stdout=subprocess.DEVNULL,
    )
    for page in Path(folder).glob("*-1.png"):
        with Image.open(page) as picture:
            small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
        name = page.stem.removesuffix("-1")
        small.save(HERE / f"{name}.jpg", quality=QUALITY, optimize=True, progressive=True)
