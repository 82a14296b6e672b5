// The kernel event headers that Swift's Glibc module leaves out. Declarations only: nothing is built here.
#ifndef HERMETICKV_KERNEL_EVENTS_H
#define HERMETICKV_KERNEL_EVENTS_H

#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif
