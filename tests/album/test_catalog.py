"""Which photos may be shown today, and what stands under each."""

from datetime import date
from pathlib import Path

import pytest

from kiosk.album import catalog as catalog_module
from kiosk.album.captions import Caption
from kiosk.album.catalog import Catalog
from kiosk.album.exif import Exif
from kiosk.album.folder import Photo

DAY = date(2027, 6, 3)


def write(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")


def read(root: Path, files: dict[str, str], today: date = DAY) -> Catalog:
    write(root, files)
    catalog = Catalog(root, "captions.csv")
    catalog.refresh(today)
    return catalog


def shown(catalog: Catalog) -> list[str]:
    return [photo.path for photo in catalog.photos]


def withheld(catalog: Catalog) -> dict[str, str]:
    return {photo.path: reason for photo, reason in catalog.withheld}


def caption(catalog: Catalog, path: str, exif: Exif | None = None) -> Caption | None:
    return catalog.caption(Photo(path, 0, 0), exif or Exif())


def test_without_a_list_every_photo_is_shown(tmp_path: Path) -> None:
    catalog = read(tmp_path, {"a.jpg": "x", "六月/b.jpg": "x"})
    assert shown(catalog) == ["a.jpg", "六月/b.jpg"]
    assert catalog.withheld == ()
    assert catalog.problems == ()


def test_the_list_comes_before_the_photos_own_words_and_these_before_its_name(
    tmp_path: Path,
) -> None:
    catalog = read(tmp_path, {"captions.csv": "文件,说明,单位\na.jpg,东区改造,住建局\nb.jpg,,\n"})
    own = Exif("Old quarter renewed", DAY)
    assert caption(catalog, "a.jpg", own) == Caption("东区改造", "住建局")
    assert caption(catalog, "b.jpg", own) == Caption("Old quarter renewed", "", DAY)
    assert caption(catalog, "住建局_西区改造.jpg", own) == Caption("Old quarter renewed", "", DAY)
    assert caption(catalog, "住建局_西区改造.jpg") == Caption("西区改造", "住建局")
    assert caption(catalog, "b.jpg") is None
    assert caption(catalog, "b.jpg", Exif("SONY DSC", DAY)) is None


def test_a_name_without_a_date_is_dated_by_the_photo(tmp_path: Path) -> None:
    catalog = read(tmp_path, {})
    taken = Exif("", DAY)
    assert caption(catalog, "住建局_西区改造.jpg", taken) == Caption("西区改造", "住建局", DAY)
    named = caption(catalog, "2027-05-01_住建局_西区改造.jpg", taken)
    assert named == Caption("西区改造", "住建局", date(2027, 5, 1))


def test_of_several_lists_the_nearest_that_names_the_photo_counts(tmp_path: Path) -> None:
    catalog = read(
        tmp_path,
        {
            "captions.csv": "文件,说明\n六月/a.jpg,远处改造\n六月/b.jpg,远处改造\na.jpg,根处改造\n",
            "六月/captions.csv": "文件,说明\na.jpg,近处改造\n",
        },
    )
    assert caption(catalog, "六月/a.jpg") == Caption("近处改造")
    assert caption(catalog, "六月/b.jpg") == Caption("远处改造")
    assert caption(catalog, "a.jpg") == Caption("根处改造")
    assert caption(catalog, "六月x/a.jpg") is None
    assert caption(catalog, "b.jpg") is None


def test_a_photo_is_shown_until_the_day_it_expires(tmp_path: Path) -> None:
    files = {"captions.csv": "文件,到期\na.jpg,2027-06-03\n", "a.jpg": "x", "b.jpg": "x"}
    catalog = read(tmp_path, files)
    assert shown(catalog) == ["a.jpg", "b.jpg"]
    assert catalog.refresh(date(2027, 6, 4))
    assert shown(catalog) == ["b.jpg"]
    assert withheld(catalog) == {"a.jpg": "expired on 2027-06-03"}
    assert not catalog.refresh(date(2027, 6, 4))


def test_where_photos_are_approved_the_others_are_withheld(tmp_path: Path) -> None:
    catalog = read(
        tmp_path,
        {
            "六月/captions.csv": "文件,审核\na.jpg,是\nb.jpg,否\nc.jpg,\n深/e.jpg,是\n",
            **dict.fromkeys(("a.jpg", "六月/a.jpg", "六月/b.jpg", "六月/c.jpg", "六月/d.jpg"), "x"),
            **dict.fromkeys(("六月/深/e.jpg", "六月/深/f.jpg"), "x"),
        },
    )
    assert shown(catalog) == ["a.jpg", "六月/a.jpg", "六月/深/e.jpg"]
    assert withheld(catalog) == {
        "六月/b.jpg": "not approved",
        "六月/c.jpg": "not approved",
        "六月/d.jpg": "not approved: no list names it",
        "六月/深/f.jpg": "not approved: no list names it",
    }


def test_an_expiry_that_cannot_be_read_withholds(tmp_path: Path) -> None:
    catalog = read(tmp_path, {"captions.csv": "文件,到期\na.jpg,六月底\n", "a.jpg": "x"})
    assert withheld(catalog) == {"a.jpg": "its expiry date cannot be read"}


def test_new_changed_and_deleted_photos_and_lists_are_noticed(tmp_path: Path) -> None:
    catalog = read(tmp_path, {"a.jpg": "x"})
    assert not catalog.refresh(DAY)
    write(tmp_path, {"b.jpg": "x"})
    assert catalog.refresh(DAY)
    assert shown(catalog) == ["a.jpg", "b.jpg"]
    write(tmp_path, {"captions.csv": "文件,说明\na.jpg,东区改造\n"})
    assert catalog.refresh(DAY)
    assert caption(catalog, "a.jpg") == Caption("东区改造")
    write(tmp_path, {"captions.csv": "文件,说明\na.jpg,西区的改造\n"})
    assert catalog.refresh(DAY)
    assert caption(catalog, "a.jpg") == Caption("西区的改造")
    (tmp_path / "captions.csv").unlink()
    (tmp_path / "a.jpg").unlink()
    assert catalog.refresh(DAY)
    assert caption(catalog, "a.jpg") is None
    assert shown(catalog) == ["b.jpg"]


def test_a_list_that_breaks_keeps_speaking_as_it_was_and_says_what_is_wrong(
    tmp_path: Path,
) -> None:
    good = "文件,说明,审核\na.jpg,东区改造,是\n"
    catalog = read(tmp_path, {"captions.csv": good, "a.jpg": "x", "b.jpg": "x"})
    write(tmp_path, {"captions.csv": ""})
    assert catalog.refresh(DAY)
    assert caption(catalog, "a.jpg") == Caption("东区改造")
    assert shown(catalog) == ["a.jpg"]
    assert catalog.problems == ("captions.csv: no header row with a column 文件 (file): not read",)
    write(tmp_path, {"captions.csv": good})
    catalog.refresh(DAY)
    assert catalog.problems == ()


def test_a_list_that_cannot_be_opened_keeps_speaking_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = read(tmp_path, {"captions.csv": "文件,说明\na.jpg,东区改造\n", "a.jpg": "x"})
    opened = Path.open

    def refusing(path: Path, *args: str) -> object:
        if path.name == "captions.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    write(tmp_path, {"captions.csv": "文件,说明\na.jpg,西区的改造\n"})
    monkeypatch.setattr(Path, "open", refusing)
    assert catalog.refresh(DAY)
    assert catalog.problems == ("captions.csv: permission denied",)
    assert caption(catalog, "a.jpg") == Caption("东区改造")
    assert shown(catalog) == ["a.jpg"]


def test_a_folder_that_goes_leaves_the_album_as_it_was_with_a_reason(tmp_path: Path) -> None:
    root = tmp_path / "album"
    catalog = read(root, {"a.jpg": "x"})
    root.rename(tmp_path / "away")
    assert not catalog.refresh(DAY)
    assert catalog.unavailable == f"{root}: no such file or directory"
    assert catalog.problems == (catalog.unavailable,)
    assert shown(catalog) == ["a.jpg"]
    (tmp_path / "away").rename(root)
    assert not catalog.refresh(DAY)
    assert catalog.unavailable is None


def test_rows_that_name_no_photo_are_problems(tmp_path: Path) -> None:
    catalog = read(
        tmp_path,
        {
            "captions.csv": "文件,说明\na.jpg,改造\nB,改造\n六月/c.jpg,改造\nz.jpg,改造\n",
            "a.jpg": "x",
            "b.png": "x",
            "六月/c.jpg": "x",
            "六月/captions.csv": "文件,日期\nc.jpg,上周\nd.jpg,\n",
        },
    )
    assert catalog.problems == (
        "六月/captions.csv: line 2: “上周” is no date: left out",
        "captions.csv: names “z.jpg”, which is not there",
        "六月/captions.csv: names “d.jpg”, which is not there",
    )


def test_problems_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_module, "_PROBLEM_LIMIT", 2)
    catalog = read(tmp_path, {"captions.csv": "文件\na.jpg\nb.jpg\nc.jpg\n"})
    assert len(catalog.problems) == 2
