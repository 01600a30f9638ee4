/* The system's libcurl, loaded when the first mail is sent. Linked as usual it would bring some thirty libraries into
   every process, and a pass that starts each minute would spend more on loading them than on its work.

   Beside that: Swift can't call functions with variable arguments, so each type that an option takes has a function. */
#ifndef CAMPANILE_LIBCURL_H
#define CAMPANILE_LIBCURL_H

#include <curl/curl.h>
#include <stdbool.h>

typedef size_t (*campanile_curl_transfer)(char *buffer, size_t size, size_t count, void *context);

/* False where this machine has no libcurl. Everything else may be called only after it said true. From any thread. */
bool campanile_curl_load(void);

CURL *campanile_curl_init(void);
void campanile_curl_cleanup(CURL *handle);
CURLcode campanile_curl_perform(CURL *handle);
const char *campanile_curl_words(CURLcode code);

CURLcode campanile_curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode campanile_curl_set_text(CURL *handle, CURLoption option, const char *value);
CURLcode campanile_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode campanile_curl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode campanile_curl_set_transfer(CURL *handle, CURLoption option, campanile_curl_transfer value);
CURLcode campanile_curl_set_debug(CURL *handle, curl_debug_callback value);
CURLcode campanile_curl_set_progress(CURL *handle, curl_xferinfo_callback value);
CURLcode campanile_curl_get_socket(CURL *handle, curl_socket_t *value);

struct curl_slist *campanile_curl_append(struct curl_slist *list, const char *text);
void campanile_curl_free(struct curl_slist *list);

#endif
