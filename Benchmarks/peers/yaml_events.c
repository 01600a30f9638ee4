/* The floor of reading a tree: open and read every YAML file, and run libyaml's event loop over it.
 *
 *   yaml_events FILE-OR-DIRECTORY…
 *
 * It builds no tree, resolves no scalar and checks nothing beyond YAML's own grammar. Prints files, bytes and events.
 * Links yaml.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

static long files, bytes, events;
static unsigned char *buffer;
static size_t capacity;

static void fail(const char *path, const char *what) {
    fprintf(stderr, "yaml_events: %s: %s\n", path, what);
    exit(1);
}

static void parse(const char *path, size_t size) {
    if (size > capacity) {
        capacity = size * 2;
        buffer = realloc(buffer, capacity);
        if (!buffer) fail(path, "out of memory");
    }
    FILE *file = fopen(path, "rb");
    if (!file) fail(path, "can't be opened");
    setvbuf(file, NULL, _IONBF, 0);
    size_t length = size ? fread(buffer, 1, size, file) : 0;
    fclose(file);

    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) fail(path, "out of memory");
    yaml_parser_set_input_string(&parser, buffer, length);
    for (int last = 0; !last;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) fail(path, parser.problem);
        last = event.type == YAML_STREAM_END_EVENT;
        events++;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    files++;
    bytes += (long)length;
}

static int is_yaml(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static void visit(const char *path, int named) {
    struct stat about;
    if (stat(path, &about) != 0) fail(path, "is not there");
    if (!S_ISDIR(about.st_mode)) {
        if (named || is_yaml(path)) parse(path, (size_t)about.st_size);
        return;
    }
    DIR *directory = opendir(path);
    if (!directory) fail(path, "can't be opened");
    struct dirent *entry;
    while ((entry = readdir(directory))) {
        if (entry->d_name[0] == '.') continue;
        char child[4096];
        if (snprintf(child, sizeof child, "%s/%s", path, entry->d_name) >= (int)sizeof child) fail(path, "too long");
        visit(child, 0);
    }
    closedir(directory);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: yaml_events FILE-OR-DIRECTORY...\n");
        return 64;
    }
    for (int i = 1; i < argc; i++) visit(argv[i], 1);
    free(buffer);
    printf("%ld files, %ld bytes, %ld events\n", files, bytes, events);
    return 0;
}
