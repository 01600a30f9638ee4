#include "yaml_events.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static char *copy(const yaml_char_t *text) { return text ? strdup((const char *)text) : NULL; }

static yaml_events_style style_of(yaml_scalar_style_t style) {
    switch (style) {
    case YAML_PLAIN_SCALAR_STYLE: return YAML_EVENTS_PLAIN;
    case YAML_LITERAL_SCALAR_STYLE: return YAML_EVENTS_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return YAML_EVENTS_FOLDED;
    default: return YAML_EVENTS_QUOTED;
    }
}

/* 0 for an event that says nothing of a node. */
static int note(const yaml_event_t *event, yaml_events_event *out) {
    memset(out, 0, sizeof *out);
    out->line = event->start_mark.line;
    out->column = event->start_mark.column;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        out->kind = YAML_EVENTS_DOCUMENT;
        return 1;
    case YAML_SCALAR_EVENT:
        out->kind = YAML_EVENTS_SCALAR;
        out->style = style_of(event->data.scalar.style);
        out->anchor = copy(event->data.scalar.anchor);
        out->tag = copy(event->data.scalar.tag);
        out->length = event->data.scalar.length;
        out->text = malloc(out->length + 1);
        if (out->text) memcpy(out->text, event->data.scalar.value, out->length);
        return 1;
    case YAML_SEQUENCE_START_EVENT:
        out->kind = YAML_EVENTS_SEQUENCE;
        out->anchor = copy(event->data.sequence_start.anchor);
        out->tag = copy(event->data.sequence_start.tag);
        return 1;
    case YAML_MAPPING_START_EVENT:
        out->kind = YAML_EVENTS_MAPPING;
        out->anchor = copy(event->data.mapping_start.anchor);
        out->tag = copy(event->data.mapping_start.tag);
        return 1;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        out->kind = YAML_EVENTS_END;
        return 1;
    case YAML_ALIAS_EVENT:
        out->kind = YAML_EVENTS_ALIAS;
        out->anchor = copy(event->data.alias.anchor);
        return 1;
    default:
        return 0;
    }
}

static int append(yaml_events_dump *dump, size_t *room, const yaml_event_t *event) {
    if (dump->count == *room) {
        size_t more = *room ? *room * 2 : 64;
        yaml_events_event *events = realloc(dump->events, more * sizeof *events);
        if (!events) return 0;
        dump->events = events;
        *room = more;
    }
    dump->count += note(event, &dump->events[dump->count]);
    return 1;
}

static void fail(yaml_events_dump *dump, const yaml_parser_t *parser) {
    dump->is_about_bytes = parser->error == YAML_READER_ERROR;
    dump->problem = parser->problem ? strdup(parser->problem) : NULL;
    dump->offset = parser->problem_offset;
    dump->line = parser->problem_mark.line;
    dump->column = parser->problem_mark.column;
    dump->context_line = parser->context_mark.line;
    dump->context_column = parser->context_mark.column;
}

yaml_events_dump *yaml_events_make(const unsigned char *text, size_t length) {
    yaml_events_dump *dump = calloc(1, sizeof *dump);
    if (!dump) return NULL;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        free(dump);
        return NULL;
    }
    yaml_parser_set_input_string(&parser, text, length);
    size_t room = 0;
    int is_done = 0;
    while (!is_done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            fail(dump, &parser);
            break;
        }
        is_done = event.type == YAML_STREAM_END_EVENT;
        dump->is_whole = is_done;
        if (!append(dump, &room, &event)) is_done = 1;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return dump;
}

void yaml_events_free(yaml_events_dump *dump) {
    if (!dump) return;
    for (size_t index = 0; index < dump->count; index++) {
        free(dump->events[index].anchor);
        free(dump->events[index].tag);
        free(dump->events[index].text);
    }
    free(dump->events);
    free(dump->problem);
    free(dump);
}
