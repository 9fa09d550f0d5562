"""Paint the pictures of the demo album.

    python assets/demo/drawing/make.py [NAME ...] [--long-side PIXELS] [--to FOLDER]

The same sources and the same versions of PySide6 and Pillow give the same pictures: every brush
draws its chance from a fixed seed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import fields
import indoors
import town

PICTURES = {
    "building-site": town.building_site,
    "grain-harvest": fields.grain_harvest,
    "cold-chain": indoors.cold_chain,
    "service-hall": indoors.service_hall,
    "road-works": fields.road_works,
    "clinic": indoors.clinic,
    "school": indoors.school,
    "river-cleanup": fields.river_cleanup,
    "industrial-park": town.industrial_park,
    "forest-planting": fields.forest_planting,
}


def main() -> None:
    """Paint the pictures named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description="Paint the pictures of the demo album.")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(PICTURES)}; all by default")
    parser.add_argument("--long-side", type=int, default=2880, help="pixels on the longer side")
    parser.add_argument("--quality", type=int, default=86, help="JPEG quality")
    parser.add_argument("--to", type=Path, default=Path(__file__).parents[1] / "photos")
    options = parser.parse_args()
    unknown = set(options.names) - set(PICTURES)
    if unknown:
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    options.to.mkdir(parents=True, exist_ok=True)
    for name in options.names or PICTURES:
        path = options.to / f"{name}.jpg"
        PICTURES[name](options.long_side).save(
            path, quality=options.quality, optimize=True, progressive=False, subsampling="4:2:0"
        )
        print(path)


if __name__ == "__main__":
    main()
