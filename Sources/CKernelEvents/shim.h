// The kernel interfaces that Swift's Glibc module leaves out. Declarations only: nothing is built here.
#ifndef HERMETICKV_KERNEL_EVENTS_H
#define HERMETICKV_KERNEL_EVENTS_H

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// Accepting and marking close-on-exec in one step: between two steps a test could start a child process that
// inherits the connection and keeps it open.
extern int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);

#endif
