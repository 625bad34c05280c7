// zlib, with what Swift cannot see of it: the macros that begin a stream.
#pragma once
#include <zlib.h>

// 16 and 32 beside the greatest window: gzip's own header is written, or found.
static inline int hv_deflate_begin(z_stream *stream) {
  return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
}

static inline int hv_inflate_begin(z_stream *stream) { return inflateInit2(stream, MAX_WBITS + 32); }
