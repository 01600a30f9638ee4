#include "CLibCURL.h"

#include <dlfcn.h>
#include <pthread.h>

/* curl.h guards this name with macros that check the types of arguments; here it is a pointer. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

static struct {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *handle);
    CURLcode (*easy_perform)(CURL *handle);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_loaded = false;

static bool find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    /* ISO C has no conversion from a pointer to data to one to a function; POSIX does. */
    *(void **)function = found;
    return found != NULL;
}

static void load(void) {
    /* The name that the library's ABI has had since 2006. Never closed: curl keeps what can't be let go of. */
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    is_loaded = find(library, "curl_global_init", &curl.global_init) && find(library, "curl_easy_init", &curl.easy_init)
        && find(library, "curl_easy_cleanup", &curl.easy_cleanup)
        && find(library, "curl_easy_perform", &curl.easy_perform)
        && find(library, "curl_easy_setopt", &curl.easy_setopt)
        && find(library, "curl_easy_getinfo", &curl.easy_getinfo)
        && find(library, "curl_easy_strerror", &curl.easy_strerror)
        && find(library, "curl_slist_append", &curl.slist_append)
        && find(library, "curl_slist_free_all", &curl.slist_free_all)
        && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool campanile_curl_load(void) {
    pthread_once(&once, load);
    return is_loaded;
}

CURL *campanile_curl_init(void) { return curl.easy_init(); }

void campanile_curl_cleanup(CURL *handle) { curl.easy_cleanup(handle); }

CURLcode campanile_curl_perform(CURL *handle) { return curl.easy_perform(handle); }

const char *campanile_curl_words(CURLcode code) { return curl.easy_strerror(code); }

CURLcode campanile_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode campanile_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode campanile_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode campanile_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode campanile_curl_set_transfer(CURL *handle, CURLoption option, campanile_curl_transfer value) {
    return curl.easy_setopt(handle, option, value);
}

CURLcode campanile_curl_set_debug(CURL *handle, curl_debug_callback value) {
    return curl.easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value);
}

CURLcode campanile_curl_set_progress(CURL *handle, curl_xferinfo_callback value) {
    return curl.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

CURLcode campanile_curl_get_socket(CURL *handle, curl_socket_t *value) {
    return curl.easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

struct curl_slist *campanile_curl_append(struct curl_slist *list, const char *text) {
    return curl.slist_append(list, text);
}

void campanile_curl_free(struct curl_slist *list) { curl.slist_free_all(list); }
