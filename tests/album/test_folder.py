"""Which files are photos."""

import os
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.album.folder import (
    Changes,
    FolderUnavailableError,
    Listing,
    Photo,
    changes,
    look_up,
    reason_of,
    scan,
)

LISTS = "captions.csv"


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def paths(root: Path) -> list[str]:
    return [photo.path for photo in scan(root, LISTS).photos]


def test_photos_are_told_by_their_ending_in_the_folder_and_below(tmp_path: Path) -> None:
    wanted = [
        "a.jpg",
        "b.JPEG",
        "c.png",
        "d.webp",
        "e.heic",
        "f.HEIF",
        "i.gif",
        "k.apng",
        "l.jfif",
        "六月/g.jpg",
        "六月/深/h.jpg",
    ]
    touch(tmp_path, *wanted, "notes.txt", "clip.mp4", "jpg", "a.jpg.part", "x.bmp")
    assert sorted(paths(tmp_path)) == sorted(wanted)


def test_hidden_lock_and_thumbnail_files_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, ".a.jpg", "._a.jpg", "~$a.jpg", "Thumbs.db", ".cache/a.jpg", "@eaDir/a.jpg")
    touch(tmp_path, "#recycle/a.jpg", "Thumbnails/a.jpg", "缩略图/a.jpg", "六月/@eaDir/a.jpg/b.jpg")
    touch(tmp_path, "六月/a.jpg")
    assert paths(tmp_path) == ["六月/a.jpg"]


def test_a_folder_named_like_a_photo_is_a_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg/b.jpg")
    assert paths(tmp_path) == ["a.jpg/b.jpg"]


def test_a_photo_is_its_path_time_and_size(tmp_path: Path) -> None:
    touch(tmp_path, "六月/a.jpg")
    os.utime(tmp_path / "六月/a.jpg", ns=(7, 1_800_000_000_123_456_789))
    photo = Photo("六月/a.jpg", 1_800_000_000_123_456_789, 1)
    assert scan(tmp_path, LISTS) == Listing(photos=(photo,))
    assert look_up(tmp_path, "六月/a.jpg") == photo
    assert look_up(tmp_path, "六月/b.jpg") is None


def test_lists_of_captions_are_found_beside_the_photos(tmp_path: Path) -> None:
    touch(tmp_path, "Captions.CSV", "六月/captions.csv", "other.csv")
    listing = scan(tmp_path, "captions.csv")
    assert [found.path for found in listing.lists] == ["Captions.CSV", "六月/captions.csv"]
    assert listing.photos == ()
    assert [found.path for found in scan(tmp_path, "OTHER.csv").lists] == ["other.csv"]


def test_links_are_followed_and_a_loop_of_links_ends(tmp_path: Path) -> None:
    touch(tmp_path, "album/a.jpg", "album/deep/b.jpg", "elsewhere/c.jpg")
    (tmp_path / "album/deep/up").symlink_to(tmp_path / "album")
    (tmp_path / "album/self").symlink_to(".")
    (tmp_path / "album/more").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "album/again").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "album/d.jpg").symlink_to(tmp_path / "elsewhere/c.jpg")
    (tmp_path / "album/gone.jpg").symlink_to(tmp_path / "nothing")
    (tmp_path / "album/turning.jpg").symlink_to("turning.jpg")
    assert paths(tmp_path / "album") == ["a.jpg", "again/c.jpg", "d.jpg", "deep/b.jpg"]


def test_a_missing_folder_is_unavailable_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(FolderUnavailableError) as caught:
        scan(tmp_path / "nothing", LISTS)
    assert str(caught.value) == f"{tmp_path / 'nothing'}: no such file or directory"


def test_a_file_in_place_of_the_folder_is_unavailable(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg")
    with pytest.raises(FolderUnavailableError, match="not a directory"):
        scan(tmp_path / "a.jpg", LISTS)


def test_a_subfolder_that_cannot_be_read_is_a_problem_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.jpg", "b/b.jpg", "c/c.jpg")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if path == tmp_path / "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = scan(tmp_path, LISTS)
    assert [photo.path for photo in listing.photos] == ["a.jpg", "c/c.jpg"]
    assert listing.problems == ("b: permission denied",)


def test_a_file_that_goes_during_the_scan_is_a_problem_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.jpg", "b.jpg")

    class Going:
        name = "a.jpg"

        def is_dir(self) -> bool:
            return False

        def is_file(self) -> bool:
            return True

        def stat(self) -> os.stat_result:
            raise FileNotFoundError(2, "No such file or directory")

    class Entries(list[object]):
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    with os.scandir(tmp_path) as entries:
        real = [entry for entry in entries if entry.name == "b.jpg"]
    monkeypatch.setattr(os, "scandir", lambda _: Entries([Going(), *real]))
    listing = scan(tmp_path, LISTS)
    assert [photo.path for photo in listing.photos] == ["b.jpg"]
    assert listing.problems == ("a.jpg: no such file or directory",)


def test_an_album_is_bounded(tmp_path: Path) -> None:
    touch(tmp_path, "a.jpg", "b.jpg", "c/c.jpg", "captions.csv")
    assert scan(tmp_path, LISTS, limit=3).problems == ()
    listing = scan(tmp_path, LISTS, limit=2)
    assert [photo.path for photo in listing.photos] == ["a.jpg", "b.jpg"]
    assert [found.path for found in listing.lists] == ["captions.csv"]
    assert listing.problems == ("more than 2 photos: the rest is left out",)


def test_names_that_are_no_utf_8_are_photos_too(tmp_path: Path) -> None:
    name = "插秧.jpg".encode("gbk").decode("utf-8", "surrogateescape")
    touch(tmp_path, name)
    assert paths(tmp_path) == [name]


def test_a_reason_is_the_systems_own_word() -> None:
    assert reason_of(PermissionError(13, "Permission denied", "/mnt/x")) == "permission denied"
    assert reason_of(OSError("Odd")) == "odd"


def test_changes_are_what_came_and_what_went() -> None:
    kept, gone, new = Photo("a", 1, 1), Photo("b", 1, 1), Photo("c", 1, 1)
    longer = Photo("a", 1, 2)
    assert changes([kept, gone], [kept, new]) == Changes((new,), (gone,))
    assert changes([kept], [longer]) == Changes((longer,), (kept,))
    assert changes([], []) == Changes((), ())


@given(
    st.sets(st.builds(Photo, st.sampled_from("abcd"), st.just(1), st.integers(1, 3))),
    st.sets(st.builds(Photo, st.sampled_from("abcd"), st.just(1), st.integers(1, 3))),
)
def test_changes_lead_from_the_one_listing_to_the_other(old: set[Photo], new: set[Photo]) -> None:
    difference = changes(old, new)
    assert (old - set(difference.removed)) | set(difference.added) == new
