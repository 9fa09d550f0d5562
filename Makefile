# make run    shows the kiosk on the demo season
# make test   checks everything
# make soak   lets the long tests run in full
# Each does all of its own set-up, on a Debian 12 with nothing but make and Python 3.11.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
QML    := kiosk/screen/qml

# What Qt needs of the system: to draw at all, under Wayland, straight on a screen, and under X11.
QT_PACKAGES   := libegl1 libgl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 \
                 libwayland-client0 libwayland-cursor0 libdrm2 \
                 libxcb-cursor0 libxcb-keysyms1 libxcb-icccm4 libxcb-image0 \
                 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
# What the tests draw on and measure with.
TEST_PACKAGES := $(QT_PACKAGES) xvfb xserver-xorg-core xserver-xorg-video-dummy x11-utils \
                 x11-xserver-utils xdotool libx11-6 libxext6 libxfixes3 weston sway cage wlr-randr \
                 dbus-daemon faketime systemd git

# Tests of the rooms whose lines are counted.
MEASURED      := tests/contest tests/intake
# Three files of tests at a time, on two processors: many wait for something.
AT_ONCE       := -n 3 --dist loadfile

# Hundreds of processes are started: what one of them compiles, the others find.
test soak: export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test soak lint lock translations readme-pictures clean

run: $(VENV)/run.done
	@$(BIN)/python -m compileall -q kiosk  # a start that compiles first is a slow start
	$(BIN)/python -m kiosk run

test: $(VENV)/test.done lint
	$(BIN)/python -m pytest --cov=kiosk.contest --cov=kiosk.intake --cov-report=term --cov-fail-under=95 $(MEASURED) $(AT_ONCE)
	$(BIN)/python -m pytest $(MEASURED:%=--ignore=%) -m 'not soak and not alone' $(AT_ONCE)
	$(BIN)/python -m pytest -m 'alone and not soak'

soak: $(VENV)/test.done
	$(BIN)/python -m pytest -m 'hypothesis and not soak' --hypothesis-profile=search $(AT_ONCE)
	$(BIN)/python -m pytest -m soak -s

lint: $(VENV)/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/qml_types.py build/qml
	$(BIN)/pyside6-qmllint -W 0 -I build/qml -I . $$(find $(QML) -name '*.qml')
	@for file in $$(find $(QML) -name '*.qml'); do \
	    $(BIN)/pyside6-qmlformat "$$file" | cmp -s - "$$file" || { echo "$$file: not as pyside6-qmlformat writes it"; exit 1; }; \
	done

# Locks are made with the lowest supported Python and name no registry.
lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header \
	    --constraint requirements.lock --group test pyproject.toml -o requirements-test.lock

# Texts of the interface, which stand in the code as wall.say("..."): collect them, then compile
# what the translators wrote.
translations: $(VENV)/test.done
	$(BIN)/pyside6-lupdate -tr-function-alias tr+=say -source-language zh_CN -sort-messages \
	    -no-obsolete -locations none $$(find kiosk -name '*.py') \
	    -ts assets/translations/kiosk_zh_TW.ts assets/translations/kiosk_en.ts
	$(BIN)/pyside6-lrelease assets/translations/kiosk_zh_TW.ts assets/translations/kiosk_en.ts

# The pictures in README, which show the first page of each scene.
readme-pictures: $(VENV)/run.done
	$(BIN)/python assets/readme/make_pictures.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/run.done: requirements.lock
	@PACKAGES="$(QT_PACKAGES)" sh .ci/system-packages
	$(call make_venv)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.done: requirements-test.lock
	@PACKAGES="$(TEST_PACKAGES)" sh .ci/system-packages
	$(call make_venv)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

define make_venv
@test -x $(BIN)/python || { \
    $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || { echo "Python 3.11 or later is needed; PYTHON=... names one" >&2; exit 1; }; \
    $(PYTHON) -m venv $(VENV); }
endef
