/**
 * Bytes as `hc_builder/search/pack.py` writes them: numbers of seven bits a byte (LEB128), UTF-8, and front-coded words.
 */

const CHUNK = 8192;

/** Bytes, read forward. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let shift = 0; this.at < this.bytes.length; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new RangeError("the search index ends too early");
  }

  /** @param {number} count */
  numbers(count) {
    const numbers = new Uint32Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.number();
    return numbers;
  }

  /**
   * The next `count` bytes, not copied.
   *
   * @param {number} count
   */
  take(count) {
    const start = this.at;
    this.at += count;
    return this.bytes.subarray(start, this.at);
  }

  text() {
    return decodeUtf8(this.take(this.number()));
  }

  words() {
    const shared = this.take(this.number());
    const words = this.text().split("\n");
    if (!shared.length) return [];
    for (let i = 1; i < words.length; i++) words[i] = words[i - 1].slice(0, shared[i]) + words[i];
    return words;
  }
}

/**
 * Sorted words: of each a capital letter, which tells how many characters it shares with the one before, and the rest.
 *
 * @param {string} text
 */
export function splitSorted(text) {
  let word = "";
  return (text.match(/[A-Z][^A-Z]*/g) || []).map((part) => {
    return (word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1));
  });
}

/**
 * UTF-8, with surrogate pairs for what is beyond the Basic Multilingual Plane; an embedded engine has no TextDecoder.
 *
 * @param {Uint8Array} bytes
 */
export function decodeUtf8(bytes) {
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i++];
    if (byte < 0x80) units[count++] = byte;
    else if (byte < 0xe0) units[count++] = ((byte & 31) << 6) | (bytes[i++] & 63);
    else if (byte < 0xf0) units[count++] = ((byte & 15) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63);
    else {
      const code =
        (((byte & 7) << 18) | ((bytes[i++] & 63) << 12) | ((bytes[i++] & 63) << 6) | (bytes[i++] & 63)) - 0x10000;
      units[count++] = 0xd800 | (code >> 10);
      units[count++] = 0xdc00 | (code & 1023);
    }
  }
  let text = "";
  for (let from = 0; from < count; from += CHUNK) {
    text += String.fromCharCode(...units.subarray(from, Math.min(count, from + CHUNK)));
  }
  return text;
}
