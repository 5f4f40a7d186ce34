/** Base64, without a platform. */

/** Characters of base64 (RFC 4648, section 4). */
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as text for addresses and scripts. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let k = 0; k < bytes.length; k += 3) {
    const [a, b = 0, c = 0] = [bytes[k]!, bytes[k + 1], bytes[k + 2]];
    text += `${digits[a >> 2]}${digits[((a & 3) << 4) | (b >> 4)]}`;
    text += `${k + 1 < bytes.length ? digits[((b & 15) << 2) | (c >> 6)] : "="}${k + 2 < bytes.length ? digits[c & 63] : "="}`;
  }
  return text;
}
