"""Which platform and renderer are chosen, on machines made of folders."""

import ctypes
import socket
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from kiosk.screen import platform
from kiosk.screen.platform import (
    NoScreenError,
    Platform,
    Renderer,
    choose_platform,
    choose_renderer,
    eglfs_is_whole,
    has_gpu,
    missing_packages,
    platform_settings,
    renderer_settings,
)


def node(sys_class: Path, driver: str, name: str = "renderD128") -> None:
    """A DRM node bound to a driver, as the kernel shows it."""
    drivers = sys_class.parent / "drivers" / driver
    drivers.mkdir(parents=True, exist_ok=True)
    device = sys_class / name / "device"
    device.mkdir(parents=True)
    (device / "driver").symlink_to(drivers)


@pytest.mark.parametrize("driver", ["i915", "amdgpu", "v3d", "panfrost", "nouveau", "virtio_gpu"])
def test_a_render_node_of_a_drawing_driver_is_a_gpu(driver: str, tmp_path: Path):
    node(tmp_path / "drm", driver)
    assert has_gpu(tmp_path / "drm")


@pytest.mark.parametrize("driver", ["vgem", "vkms", "simpledrm", "ast", "mgag200", "bochs-drm"])
def test_a_driver_that_draws_nothing_is_none(driver: str, tmp_path: Path):
    node(tmp_path / "drm", driver)
    assert not has_gpu(tmp_path / "drm")


def test_one_gpu_among_others_is_enough(tmp_path: Path):
    node(tmp_path / "drm", "vgem", "renderD128")
    node(tmp_path / "drm", "i915", "renderD129")
    assert has_gpu(tmp_path / "drm")


def test_a_card_that_only_shows_pictures_is_no_gpu(tmp_path: Path):
    node(tmp_path / "drm", "i915", "card0")
    assert not has_gpu(tmp_path / "drm")


def test_a_machine_without_graphics_has_no_gpu(tmp_path: Path):
    assert not has_gpu(tmp_path / "drm")


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    (folder / "dri").mkdir(parents=True)
    return folder


@pytest.fixture
def x_display() -> Iterator[str]:
    """A display on which something listens, in the abstract namespace."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        for number in range(7700, 7800):
            try:
                server.bind(f"\0/tmp/.X11-unix/X{number}")
            except OSError:
                continue
            server.listen()
            yield f":{number}"
            return
    raise AssertionError("every display is taken")


def test_what_the_environment_names_goes_before_all(devices: Path):
    environ = {"QT_QPA_PLATFORM": "vnc", "WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":0"}
    assert choose_platform(environ, gpu=True, devices=devices) == "vnc"


def test_wayland_goes_before_x(devices: Path, x_display: str):
    environ = {"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": x_display}
    assert choose_platform(environ, gpu=False, devices=devices) is Platform.WAYLAND


@pytest.mark.parametrize("form", ["{}", "{}.0", "unix{}"])
def test_an_x_server_that_answers_is_used(form: str, devices: Path, x_display: str):
    environ = {"DISPLAY": form.format(x_display)}
    assert choose_platform(environ, gpu=True, devices=devices) is Platform.X11


def test_an_x_server_that_answers_over_the_network_is_used(devices: Path):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        port = next(port for port in range(6700, 6900) if not _taken(server, port))
        server.listen()
        environ = {"DISPLAY": f"127.0.0.1:{port - 6000}.0"}
        assert choose_platform(environ, gpu=False, devices=devices) is Platform.X11


def _taken(server: socket.socket, port: int) -> bool:
    try:
        server.bind(("127.0.0.1", port))
    except OSError:
        return True
    return False


@pytest.mark.parametrize("display", [":7699", "127.0.0.1:7699", "nonsense", ":", ":x"])
def test_an_x_server_that_does_not_answer_is_named(display: str, devices: Path):
    with pytest.raises(NoScreenError) as error:
        choose_platform({"DISPLAY": display}, gpu=True, devices=devices)
    assert str(error.value) == f"no X server answers on DISPLAY={display}"


@pytest.mark.parametrize(
    ("gpu", "eglfs", "chosen"),
    [
        (True, True, Platform.EGLFS),
        (True, False, Platform.FRAMEBUFFER),
        (False, True, Platform.FRAMEBUFFER),
    ],
)
def test_with_no_server_a_card_is_driven_directly(gpu, eglfs, chosen, devices: Path):
    (devices / "dri" / "card1").touch()
    assert choose_platform({}, gpu=gpu, devices=devices, eglfs=lambda: eglfs) is chosen
    (devices / "fb0").touch()
    assert choose_platform({}, gpu=gpu, devices=devices, eglfs=lambda: eglfs) is chosen


def test_a_framebuffer_without_a_card_is_drawn_on(devices: Path):
    (devices / "fb0").touch()
    chosen = choose_platform({}, gpu=True, devices=devices, eglfs=lambda: True)
    assert chosen is Platform.FRAMEBUFFER
    assert "QT_QPA_FB_DRM" not in platform_settings({}, chosen, devices)


def test_the_framebuffer_of_a_card_is_drawn_on_through_the_kernel_s_modes(devices: Path):
    (devices / "dri" / "card0").touch()
    chosen = platform_settings({}, Platform.FRAMEBUFFER, devices)
    assert chosen["QT_QPA_FB_DRM"] == "1"
    assert chosen["QT_QPA_FB_HIDECURSOR"] == "1"
    assert "QT_QPA_FB_DRM" not in platform_settings({}, Platform.X11, devices)
    assert "QT_QPA_FB_DRM" not in platform_settings({"QT_QPA_FB_DRM": "0"}, chosen, devices)


def test_this_qt_is_asked_whether_it_can_do_without_a_server():
    """PySide6's wheels come without what eglfs needs; should one bring it, it is used."""
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "egldeviceintegrations"
    assert (plugins / "libqeglfs-kms-integration.so").exists()
    assert eglfs_is_whole() is _loads(plugins / "libqeglfs-kms-integration.so")


def _loads(library: Path) -> bool:
    try:
        ctypes.CDLL(str(library))
    except OSError:
        return False
    return True


def test_qt_s_own_plugins_find_what_is_said_to_be_missing_nowhere():
    """Each platform's plugin loads where nothing is missing for it."""
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    for chosen in (Platform.X11, Platform.WAYLAND, Platform.FRAMEBUFFER, Platform.OFFSCREEN):
        plugin = plugins / f"libq{chosen}.so"
        assert _loads(plugin) is (missing_packages(chosen) == ())


def test_a_gpu_without_a_card_shows_nothing(devices: Path):
    (devices / "dri" / "renderD128").touch()
    assert choose_platform({}, gpu=True, devices=devices) is Platform.OFFSCREEN


def test_with_no_screen_at_all_pictures_are_drawn_offscreen(devices: Path):
    assert choose_platform({}, gpu=False, devices=devices) is Platform.OFFSCREEN
    empty = {"QT_QPA_PLATFORM": "", "WAYLAND_DISPLAY": "", "DISPLAY": ""}
    assert choose_platform(empty, gpu=False, devices=devices) is Platform.OFFSCREEN


@pytest.mark.parametrize("wanted", [Renderer.SOFTWARE, Renderer.OPENGL])
@pytest.mark.parametrize("gpu", [True, False])
def test_the_renderer_that_is_asked_for_is_used(wanted: Renderer, gpu: bool):
    assert choose_renderer(wanted, Platform.OFFSCREEN, gpu=gpu) is wanted


@pytest.mark.parametrize("shown_by", [Platform.X11, Platform.WAYLAND, Platform.EGLFS])
def test_a_gpu_draws_where_there_is_one(shown_by: Platform):
    assert choose_renderer(Renderer.AUTO, shown_by, gpu=True) is Renderer.OPENGL
    assert choose_renderer(Renderer.AUTO, shown_by, gpu=False) is Renderer.SOFTWARE


@pytest.mark.parametrize("shown_by", [Platform.OFFSCREEN, Platform.FRAMEBUFFER])
def test_the_processor_draws_where_the_gpu_can_show_nothing(shown_by: Platform):
    assert choose_renderer(Renderer.AUTO, shown_by, gpu=True) is Renderer.SOFTWARE


def test_qt_is_told_its_platform_and_to_leave_sizes_alone():
    chosen = platform_settings({}, Platform.X11)
    assert chosen["QT_QPA_PLATFORM"] == "xcb"
    assert chosen["QT_ENABLE_HIGHDPI_SCALING"] == "0"
    assert chosen["QT_WAYLAND_DISABLE_WINDOWDECORATION"] == "1"
    assert chosen["QT_IM_MODULES"] == "none"


def test_qt_is_told_its_renderer():
    assert renderer_settings({}, Renderer.SOFTWARE) == {"QT_QUICK_BACKEND": "software"}
    assert renderer_settings({}, Renderer.OPENGL) == {"QT_QUICK_BACKEND": "rhi"}


def test_what_is_already_set_goes_before_what_is_chosen():
    set_already = {"QT_QUICK_BACKEND": "rhi", "QT_QPA_PLATFORM": "wayland"}
    assert "QT_QPA_PLATFORM" not in platform_settings(set_already, Platform.X11)
    assert renderer_settings(set_already, Renderer.SOFTWARE) == {}


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that no system has, and one that every C program needs."""
    monkeypatch.setattr(
        platform, "_BASE_LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.1": "libnowhere1"}
    )
    for kind in ("X11", "WAYLAND", "DRM"):
        own = {f"libnowhere-{kind}.so.0": f"libnowhere-{kind}-0"}
        monkeypatch.setattr(platform, f"_{kind}_LIBRARIES", own)


@pytest.mark.usefixtures("lacking")
def test_libraries_that_are_missing_are_told_by_their_packages():
    assert missing_packages(Platform.OFFSCREEN) == ("libnowhere1",)
    assert missing_packages(Platform.WAYLAND) == ("libnowhere1", "libnowhere-WAYLAND-0")
    assert missing_packages(Platform.FRAMEBUFFER) == ("libnowhere1", "libnowhere-DRM-0")
    assert missing_packages(Platform.EGLFS) == ("libnowhere1", "libnowhere-DRM-0")
    assert missing_packages(Platform.X11) == ("libnowhere1", "libnowhere-X11-0")
    assert missing_packages("xcb") == ("libnowhere1", "libnowhere-X11-0")


def test_this_machine_has_all_that_the_tests_draw_with():
    assert missing_packages(Platform.OFFSCREEN) == ()
