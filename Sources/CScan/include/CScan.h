#ifndef CSCAN_H
#define CSCAN_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// How many bytes stand before the first one that ends a run of plain text in a JSON string: a quote, a backslash or a
/// control character. 32 where none of 32 bytes does; all of them must be readable.
///
/// In C because Swift has no way to make a number of the result of a vector comparison that compiles to one
/// instruction. Most strings are shorter than 32 bytes, so that their end costs no branch that depends on their length.
static inline uint32_t hv_plain_bytes(const void *place) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  const __m128i first = _mm_loadu_si128((const __m128i *)place);
  const __m128i second = _mm_loadu_si128((const __m128i *)place + 1);
  const __m128i ends_in_first = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(first, quote), _mm_cmpeq_epi8(first, backslash)),
      _mm_cmpeq_epi8(_mm_min_epu8(first, control), first));
  const __m128i ends_in_second = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(second, quote), _mm_cmpeq_epi8(second, backslash)),
      _mm_cmpeq_epi8(_mm_min_epu8(second, control), second));
  const uint32_t ends =
      (uint32_t)_mm_movemask_epi8(ends_in_first) | (uint32_t)_mm_movemask_epi8(ends_in_second) << 16;
  return ends ? (uint32_t)__builtin_ctz(ends) : 32;
#elif defined(__ARM_NEON)
  for (uint32_t half = 0; half < 32; half += 16) {
    const uint8x16_t bytes = vld1q_u8((const uint8_t *)place + half);
    const uint8x16_t ends = vorrq_u8(
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('"')), vceqq_u8(bytes, vdupq_n_u8('\\'))),
        vcltq_u8(bytes, vdupq_n_u8(0x20)));
    // Four bits a byte.
    const uint64_t nibbles = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(ends), 4)), 0);
    if (nibbles) return half + (uint32_t)(__builtin_ctzll(nibbles) >> 2);
  }
  return 32;
#else
  const uint8_t *bytes = (const uint8_t *)place;
  for (uint32_t count = 0; count < 32; count++)
    if (bytes[count] == '"' || bytes[count] == '\\' || bytes[count] < 0x20) return count;
  return 32;
#endif
}

#endif
