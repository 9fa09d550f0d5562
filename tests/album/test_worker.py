"""One thread for an album's slow work."""

import threading

import pytest

from kiosk.album.worker import ThreadWorker


@pytest.fixture
def worker() -> ThreadWorker:
    return ThreadWorker("test")


def test_jobs_are_done_in_order_on_one_other_thread(worker: ThreadWorker) -> None:
    done: list[tuple[int, int]] = []
    for number in range(5):
        worker.submit(lambda number=number: done.append((number, threading.get_ident())))
    assert worker.close(5)
    assert [number for number, _ in done] == [0, 1, 2, 3, 4]
    assert {thread for _, thread in done} - {threading.get_ident()} == {done[0][1]}


def test_a_job_waits_for_its_time_and_does_not_hold_up_the_others(worker: ThreadWorker) -> None:
    done: list[str] = []
    finished = threading.Event()
    worker.submit(lambda: (done.append("later"), finished.set()), 0.05)
    worker.submit(lambda: done.append("now"))
    assert finished.wait(5)
    assert done == ["now", "later"]
    assert worker.close(5)


def test_a_job_that_fails_is_logged_and_the_next_follows(
    worker: ThreadWorker, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[int] = []
    worker.submit(lambda: done.append(1 // 0))
    worker.submit(lambda: done.append(1))
    assert worker.close(5)
    assert done == [1]
    assert caplog.messages == ["A job of test failed"]
    assert "ZeroDivisionError" in caplog.text


def test_closing_does_what_is_due_and_drops_what_is_not(worker: ThreadWorker) -> None:
    done: list[str] = []
    started, go = threading.Event(), threading.Event()
    worker.submit(lambda: (started.set(), go.wait(5)))
    assert started.wait(5)
    worker.submit(lambda: done.append("due"))
    worker.submit(lambda: done.append("later"), 60)
    go.set()
    assert worker.close(5)
    worker.submit(lambda: done.append("after"))
    assert done == ["due"]


def test_closing_does_not_wait_for_a_job_that_hangs(worker: ThreadWorker) -> None:
    release = threading.Event()
    worker.submit(release.wait)
    assert not worker.close(0.01)
    release.set()
    assert worker.close(5)


def test_a_job_may_close_its_own_worker(worker: ThreadWorker) -> None:
    answers: list[bool] = []
    closed = threading.Event()
    worker.submit(lambda: (answers.append(worker.close(5)), closed.set()))
    assert closed.wait(5)
    assert answers == [False]
    assert worker.close(5)


def test_the_thread_does_not_keep_the_process(worker: ThreadWorker) -> None:
    named = [thread for thread in threading.enumerate() if thread.name == "test"]
    assert named
    assert all(thread.daemon for thread in named)
    worker.close(5)
