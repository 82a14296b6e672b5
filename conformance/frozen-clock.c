// A clock that stands still for a program that does not know of it: put before the C library (LD_PRELOAD), it answers
// gettimeofday and time from a file of eight bytes, the Unix time in microseconds; while that is 0, from the system.
// The file is mapped, so that whoever writes it moves the clock at once. Monotonic time goes on as ever: it is what
// the program's own timers run by.
//
// kv-conformance compiles it for the reference server; FROZEN_CLOCK names the file.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static _Atomic int64_t *frozen;

__attribute__((constructor)) static void find_clock(void) {
    const char *path = getenv("FROZEN_CLOCK");
    int descriptor = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (descriptor < 0) return;
    void *page = mmap(NULL, sizeof *frozen, PROT_READ, MAP_SHARED, descriptor, 0);
    if (page != MAP_FAILED) frozen = page;
    close(descriptor);
}

static int64_t microseconds(void) {
    int64_t now = frozen ? atomic_load_explicit(frozen, memory_order_relaxed) : 0;
    if (now != 0) return now;
    struct timespec real;
    syscall(SYS_clock_gettime, CLOCK_REALTIME, &real);
    return real.tv_sec * INT64_C(1000000) + real.tv_nsec / 1000;
}

int gettimeofday(struct timeval *restrict value, void *restrict zone) {
    (void)zone;
    int64_t now = microseconds();
    value->tv_sec = now / 1000000;
    value->tv_usec = now % 1000000;
    return 0;
}

time_t time(time_t *place) {
    time_t now = microseconds() / 1000000;
    if (place) *place = now;
    return now;
}
