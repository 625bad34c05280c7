#ifndef CSCAN_H
#define CSCAN_H

#include <stdint.h>
#include <string.h>

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

/// A bit for each of 64 bytes, the first one lowest, which says whether it is one of four; these may be the same. All 64
/// must be readable.
///
/// What sets the cells of a file apart differs with its format, so that the bytes to look for are given.
static inline uint64_t hv_marks(const void *place, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
  uint64_t marks = 0;
#if defined(__SSE2__)
  const __m128i is_a = _mm_set1_epi8((char)a), is_b = _mm_set1_epi8((char)b);
  const __m128i is_c = _mm_set1_epi8((char)c), is_d = _mm_set1_epi8((char)d);
  for (int part = 0; part < 4; part++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)place + part);
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, is_a), _mm_cmpeq_epi8(bytes, is_b)),
        _mm_or_si128(_mm_cmpeq_epi8(bytes, is_c), _mm_cmpeq_epi8(bytes, is_d)));
    marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
  }
#elif defined(__ARM_NEON) && defined(__aarch64__)
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t found[4];
  for (int part = 0; part < 4; part++) {
    const uint8x16_t bytes = vld1q_u8((const uint8_t *)place + 16 * part);
    const uint8x16_t is_one = vorrq_u8(
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8(a)), vceqq_u8(bytes, vdupq_n_u8(b))),
        vorrq_u8(vceqq_u8(bytes, vdupq_n_u8(c)), vceqq_u8(bytes, vdupq_n_u8(d))));
    found[part] = vandq_u8(is_one, bits);
  }
  // Adding neighbours three times makes one byte of the bits of eight.
  const uint8x16_t pairs = vpaddq_u8(vpaddq_u8(found[0], found[1]), vpaddq_u8(found[2], found[3]));
  marks = vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
#else
  const uint8_t *bytes = (const uint8_t *)place;
  for (int count = 0; count < 64; count++)
    if (bytes[count] == a || bytes[count] == b || bytes[count] == c || bytes[count] == d) marks |= 1ull << count;
#endif
  return marks;
}

/// How many of 32 bytes at two places are the same before the first that differs; all must be readable.
///
/// One comparison whatever the number is, so that keys of different lengths cost no branch that depends on them.
static inline uint32_t hv_same_bytes(const void *left, const void *right) {
#if defined(__SSE2__)
  const __m128i first = _mm_cmpeq_epi8(
      _mm_loadu_si128((const __m128i *)left), _mm_loadu_si128((const __m128i *)right));
  const __m128i second = _mm_cmpeq_epi8(
      _mm_loadu_si128((const __m128i *)left + 1), _mm_loadu_si128((const __m128i *)right + 1));
  const uint32_t others = ~((uint32_t)_mm_movemask_epi8(first) | (uint32_t)_mm_movemask_epi8(second) << 16);
  return others ? (uint32_t)__builtin_ctz(others) : 32;
#elif defined(__ARM_NEON)
  for (uint32_t half = 0; half < 32; half += 16) {
    const uint8x16_t same = vceqq_u8(vld1q_u8((const uint8_t *)left + half), vld1q_u8((const uint8_t *)right + half));
    // Four bits a byte.
    const uint64_t others = ~vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(same), 4)), 0);
    if (others) return half + (uint32_t)(__builtin_ctzll(others) >> 2);
  }
  return 32;
#else
  const uint8_t *bytes = (const uint8_t *)left;
  uint32_t count = 0;
  while (count < 32 && bytes[count] == ((const uint8_t *)right)[count]) count++;
  return count;
#endif
}

/// Whether as many bytes at two places are the same; all must be readable. Swift compares them one by one.
static inline int hv_are_same(const void *left, const void *right, long count) {
  return memcmp(left, right, (size_t)count) == 0;
}

/// How long the number at a place is, where it is one as they mostly are, without a sign or an exponent. 0 for other
/// texts, and for a number that does not end within 16 bytes, all of which must be readable. What comes after it is not
/// looked at: `1e5` begins with such a number.
static inline uint32_t hv_plain_number(const void *place) {
  const uint8_t *bytes = (const uint8_t *)place;
#if defined(__SSE2__)
  const __m128i text = _mm_loadu_si128((const __m128i *)place);
  const __m128i offsets = _mm_sub_epi8(text, _mm_set1_epi8('0'));
  const __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(offsets, _mm_set1_epi8(9)), offsets);
  // A bit for each byte that is no digit; those beyond the 16 are set, so that there is always one.
  const uint32_t others = ~(uint32_t)_mm_movemask_epi8(digits);
  const uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8('.')));
  const uint32_t whole = (uint32_t)__builtin_ctz(others);
  const uint32_t length = (uint32_t)__builtin_ctz(others ^ (others & -others & points));
#else
  uint32_t whole = 0;
  while (whole < 16 && (uint8_t)(bytes[whole] - '0') < 10) whole++;
  uint32_t length = whole + (whole < 16 && bytes[whole] == '.');
  while (length < 16 && (uint8_t)(bytes[length] - '0') < 10) length++;
#endif
  // Without a branch: all of it holds nearly always.
  const int is_number =
      (whole > 0) & ((whole == 1) | (bytes[0] != '0')) & (length != whole + 1) & (length < 16);
  return is_number ? length : 0;
}

/// The same number, which the compiler takes for another one. Where it stands on one side of a branch, that stays a
/// branch, whose outcome the processor guesses, instead of a value to wait for.
static inline long hv_guessed(long value) {
  __asm__ volatile("" : "+r"(value));
  return value;
}

#endif
