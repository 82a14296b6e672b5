"""arq: jobs are queued, run by a worker, retried, deferred and aborted: `arq_jobs.py PORT`."""

import asyncio
import datetime
import logging

import arq
import arq.connections
import arq.jobs
import arq.worker
from harness import PORT, check, run

logging.disable(logging.CRITICAL)
SETTINGS = arq.connections.RedisSettings(port=PORT)


async def add(context, a, b):
    return a + b


async def fails_once(context):
    if context["job_try"] == 1:
        raise arq.Retry()
    return f"try {context['job_try']}"


async def breaks(context):
    raise ValueError("broken on purpose")


async def work(pool, **options):
    """Runs the jobs that are there, and returns the worker for its counts."""
    worker = arq.worker.Worker(
        functions=[add, fails_once, breaks], redis_pool=pool, burst=True, poll_delay=0.01, handle_signals=False,
        **options)
    await worker.main()
    return worker


@check
async def jobs_are_done_and_their_results_kept():
    pool = await arq.create_pool(SETTINGS)
    jobs = [await pool.enqueue_job("add", number, number) for number in range(20)]
    assert len(await pool.queued_jobs()) == 20
    worker = await work(pool)
    assert worker.jobs_complete == 20 and worker.jobs_failed == 0, worker.jobs_complete
    assert [await job.result(timeout=5) for job in jobs] == [2 * number for number in range(20)]
    assert await jobs[0].status() == arq.jobs.JobStatus.complete and await pool.zcard("arq:queue") == 0
    await pool.aclose()


@check
async def a_job_has_one_id_and_is_queued_once():
    pool = await arq.create_pool(SETTINGS)
    queued = await asyncio.gather(*(pool.enqueue_job("add", 1, 2, _job_id="the one") for _ in range(5)))
    assert sum(job is not None for job in queued) == 1, queued
    worker = await work(pool)
    assert worker.jobs_complete == 1
    await pool.aclose()


@check
async def failing_jobs_are_retried_or_told():
    pool = await arq.create_pool(SETTINGS)
    again, broken = await pool.enqueue_job("fails_once"), await pool.enqueue_job("breaks")
    worker = await work(pool)
    assert worker.jobs_retried == 1 and worker.jobs_failed == 1
    assert await again.result(timeout=5) == "try 2"
    try:
        await broken.result(timeout=5)
    except ValueError as error:
        assert "broken on purpose" in str(error)
    else:
        raise AssertionError("the job's error is lost")
    await pool.aclose()


@check
async def deferred_jobs_wait():
    pool = await arq.create_pool(SETTINGS)
    later = await pool.enqueue_job("add", 1, 1, _defer_by=datetime.timedelta(minutes=5))
    assert await later.status() == arq.jobs.JobStatus.deferred
    soon = await pool.enqueue_job("add", 2, 2, _defer_by=datetime.timedelta(milliseconds=50))
    worker = await work(pool, max_burst_jobs=1)
    assert worker.jobs_complete == 1 and await soon.result(timeout=5) == 4
    await pool.aclose()


run(f"arq {arq.version.VERSION}")
