/* Takes POSTs on loopback and answers each with 200, at once or after a delay: what the delivery's figures send to.
 *
 *   http_sink [DELAY_MS]     prints its port; ends when its standard input does, and prints how many posts it took
 *
 * One thread, epoll, connections kept alive. It reads what senders here write, Content-Length and no chunks, and is no
 * server for anything else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 4096, BUFFER = 65536 };

static const char ANSWER[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

static struct connection {
    char *buffer;
    size_t filled;
} connections[MOST_CONNECTIONS];

/* Answers that wait for their time, oldest first: the delay is one for all, so that they stay in order. */
static struct { int socket; int64_t at; } *waiting;
static size_t first_waiting, end_waiting, room_waiting;

/* Finer than milliseconds: rounded up to one, a delay of 100 would be one of 101 and more. */
static int64_t microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void answer(int socket) {
    if (write(socket, ANSWER, sizeof ANSWER - 1) < 0) return;
}

static void answer_later(int socket, int64_t at) {
    if (end_waiting == room_waiting) {
        memmove(waiting, waiting + first_waiting, (end_waiting - first_waiting) * sizeof *waiting);
        end_waiting -= first_waiting;
        first_waiting = 0;
        if (end_waiting * 2 >= room_waiting) {
            room_waiting = room_waiting ? room_waiting * 2 : 1024;
            waiting = realloc(waiting, room_waiting * sizeof *waiting);
            if (!waiting) fail("realloc");
        }
    }
    waiting[end_waiting].socket = socket;
    waiting[end_waiting++].at = at;
}

/* The length of the first whole request in the buffer; 0 where it isn't whole yet. */
static size_t request(const char *buffer, size_t filled) {
    const char *end = memmem(buffer, filled, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t head = (size_t)(end - buffer) + 4, body = 0;
    for (const char *line = buffer; line < end; line++) {
        line = memchr(line, '\n', (size_t)(end - line) + 2);
        if (!line) break;
        if (strncasecmp(line + 1, "content-length:", 15) == 0) body = strtoul(line + 16, NULL, 10);
    }
    return filled >= head + body ? head + body : 0;
}

int main(int count, char **words) {
    int64_t delay = count > 1 ? atoll(words[1]) * 1000 : 0;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1024)) fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &length);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    int poll = epoll_create1(0), one = 1;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    event.data.fd = STDIN_FILENO;
    epoll_ctl(poll, EPOLL_CTL_ADD, STDIN_FILENO, &event);

    long posts = 0;
    for (;;) {
        int64_t pause = 0;
        int waits = first_waiting < end_waiting;
        if (waits) pause = waiting[first_waiting].at - microseconds();
        if (pause < 0) pause = 0;
        struct timespec span = {.tv_sec = pause / 1000000, .tv_nsec = pause % 1000000 * 1000};
        int ready = epoll_pwait2(poll, events, 256, waits ? &span : NULL, NULL);
        for (int i = 0; i < ready; i++) {
            int socket = events[i].data.fd;
            if (socket == STDIN_FILENO) {
                char byte;
                if (read(STDIN_FILENO, &byte, 1) <= 0) {
                    printf("%ld\n", posts);
                    return 0;
                }
                continue;
            }
            if (socket == listener) {
                int fresh;
                while ((fresh = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    if (fresh >= MOST_CONNECTIONS) { close(fresh); continue; }
                    setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    if (!connections[fresh].buffer) connections[fresh].buffer = malloc(BUFFER);
                    connections[fresh].filled = 0;
                    event.data.fd = fresh;
                    epoll_ctl(poll, EPOLL_CTL_ADD, fresh, &event);
                }
                continue;
            }
            struct connection *connection = &connections[socket];
            ssize_t got = read(socket, connection->buffer + connection->filled, BUFFER - connection->filled);
            if (got <= 0) { close(socket); continue; }
            connection->filled += (size_t)got;
            size_t whole;
            while ((whole = request(connection->buffer, connection->filled)) > 0) {
                posts++;
                connection->filled -= whole;
                memmove(connection->buffer, connection->buffer + whole, connection->filled);
                if (delay > 0) answer_later(socket, microseconds() + delay); else answer(socket);
            }
        }
        while (first_waiting < end_waiting && waiting[first_waiting].at <= microseconds()) answer(waiting[first_waiting++].socket);
    }
}
