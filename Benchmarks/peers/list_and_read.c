/* What the file system alone costs of reading a tree.
 *
 *   list_and_read list|stat|read DIR
 *
 * `list` walks the folders, `stat` looks at every file besides, `read` opens, reads and closes each. Prints files and
 * bytes. Links nothing.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int does_stat, does_read;
static long files, bytes;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void look(int folder, const char *name) {
    static char buffer[1 << 20];
    files++;
    if (does_stat) {
        struct stat about;
        if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0) fail(name);
    }
    if (!does_read) return;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (file < 0) fail(name);
    ssize_t got = read(file, buffer, sizeof buffer);
    if (got < 0) fail(name);
    bytes += got;
    close(file);
}

/* Takes over `descriptor`. */
static void walk(int descriptor) {
    DIR *directory = fdopendir(descriptor);
    if (!directory) fail("fdopendir");
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] == '.') continue;
        if (entry->d_type == DT_DIR) {
            int child = openat(dirfd(directory), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (child < 0) fail(entry->d_name);
            walk(child);
        } else {
            look(dirfd(directory), entry->d_name);
        }
    }
    closedir(directory);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: list_and_read list|stat|read DIR\n");
        return 64;
    }
    does_stat = strcmp(argv[1], "stat") == 0;
    does_read = strcmp(argv[1], "read") == 0;
    int root = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) fail(argv[2]);
    walk(root);
    printf("%ld files, %ld bytes\n", files, bytes);
    return 0;
}
