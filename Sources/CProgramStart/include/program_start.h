#ifndef CAMPANILE_PROGRAM_START_H
#define CAMPANILE_PROGRAM_START_H

#include <sys/types.h>

// What glibc's headers show with _GNU_SOURCE alone, and Swift's view of them therefore lacks: a pipe that no other program
// inherits, whenever that is started, and a program that begins in another folder.

/// A pipe whose ends are closed in every program that is started, but where they are copied. 0, or -1 and errno.
int program_pipe(int ends[2]);

/// Starts a program in a process group of its own, with nothing to read, no signal ignored or blocked, and no open file but
/// these two. A name without a slash is looked for along PATH. 0, or an error of errno's.
int program_start(
    pid_t *process, const char *program, char *const argv[], char *const environment[], const char *folder, int output,
    int errors);

#endif
