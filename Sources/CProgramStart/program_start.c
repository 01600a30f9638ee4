#define _GNU_SOURCE
#include "program_start.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int program_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

static int prepare(posix_spawn_file_actions_t *actions, const char *folder, int output, int errors) {
    int code = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (code == 0) code = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    if (code == 0) code = posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO);
    if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
    if (code == 0) code = posix_spawn_file_actions_addchdir_np(actions, folder);
    return code;
}

static int separate(posix_spawnattr_t *attributes) {
    sigset_t signals;
    sigfillset(&signals);
    int code = posix_spawnattr_setsigdefault(attributes, &signals);
    sigemptyset(&signals);
    if (code == 0) code = posix_spawnattr_setsigmask(attributes, &signals);
    if (code == 0) code = posix_spawnattr_setpgroup(attributes, 0);
    if (code == 0) {
        code = posix_spawnattr_setflags(
            attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    return code;
}

int program_start(
    pid_t *process, const char *program, char *const argv[], char *const environment[], const char *folder, int output,
    int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int code = posix_spawn_file_actions_init(&actions);
    if (code != 0) return code;
    code = posix_spawnattr_init(&attributes);
    if (code == 0) {
        code = prepare(&actions, folder, output, errors);
        if (code == 0) code = separate(&attributes);
        if (code == 0) code = posix_spawnp(process, program, &actions, &attributes, argv, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return code;
}
