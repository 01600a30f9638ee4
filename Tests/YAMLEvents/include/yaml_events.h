/* What libyaml itself makes of a text: every event with its marks, and how it ended. For tests alone. */
#ifndef YAML_EVENTS_H
#define YAML_EVENTS_H

#include <stddef.h>

typedef enum {
    YAML_EVENTS_DOCUMENT,
    YAML_EVENTS_SCALAR,
    YAML_EVENTS_SEQUENCE,
    YAML_EVENTS_MAPPING,
    YAML_EVENTS_END,
    YAML_EVENTS_ALIAS
} yaml_events_kind;

typedef enum {
    YAML_EVENTS_NO_STYLE,
    YAML_EVENTS_PLAIN,
    YAML_EVENTS_QUOTED,
    YAML_EVENTS_LITERAL,
    YAML_EVENTS_FOLDED
} yaml_events_style;

typedef struct {
    yaml_events_kind kind;
    yaml_events_style style;
    /* NULL where there is none; of an alias, the name it refers to. */
    char *anchor;
    char *tag;
    /* A scalar's text, without a closing zero. */
    char *text;
    size_t length;
    /* Both begin at 0. */
    size_t line, column;
} yaml_events_event;

typedef struct {
    yaml_events_event *events;
    size_t count;
    /* Whether the text was parsed to its end. Else where it wasn't: the place of the problem and of what it is part of,
       or for bytes that are no text the offset. */
    int is_whole;
    int is_about_bytes;
    char *problem;
    size_t offset;
    size_t line, column;
    size_t context_line, context_column;
} yaml_events_dump;

/* NULL without memory. */
yaml_events_dump *yaml_events_make(const unsigned char *text, size_t length);
void yaml_events_free(yaml_events_dump *dump);

#endif
