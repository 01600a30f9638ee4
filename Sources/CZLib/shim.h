/* The system's zlib, for gzip. Which library is linked, the target that uses it says: the static one, since each start
   of a pass would load the shared one. */
#ifndef CAMPANILE_ZLIB_H
#define CAMPANILE_ZLIB_H

#include <zlib.h>

/* deflateInit2 is a macro, which Swift can't see. */
static inline int campanile_deflate_init(z_stream *stream, int level, int window_bits) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
