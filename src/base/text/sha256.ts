/** SHA-256 (FIPS 180-4). Browsers have their own only on pages that came over https or from this machine, and tell it a turn later. */

/** 2^32: one more than the largest word. */
const POWER_32 = 0x1_0000_0000;

/** Initial hash and round constants; made at first use. */
let constants: { readonly initial: Uint32Array; readonly rounds: Uint32Array } | undefined;

/** The first 32 bits behind the point of the square roots of 8 and the cube roots of 64 primes (4.2.2, 5.3.3). */
function makeConstants(): NonNullable<typeof constants> {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  // 2^32 times the fraction: 41 bits of the root at most, of which Newton's last step leaves 52.
  const bits = (root: number) => (root - Math.floor(root)) * POWER_32;
  return {
    initial: Uint32Array.from(primes.slice(0, 8), (prime) => bits(Math.sqrt(prime))),
    rounds: Uint32Array.from(primes, (prime) => bits(cubeRoot(prime))),
  };
}

/** By Newton's method, which descends from above until rounding stops it. */
function cubeRoot(value: number): number {
  let root = value;
  for (;;) {
    const next = root - (root * root * root - value) / (3 * root * root);
    if (!(next < root)) return root;
    root = next;
  }
}

/** SHA-256 of bytes, in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  constants ??= makeConstants();
  const padded = pad(bytes);
  const hash = constants.initial.slice();
  const schedule = new Int32Array(64);
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let k = 0; k < 16; k++) schedule[k] = padded.getInt32(block + 4 * k);
    absorb(schedule, constants.rounds, hash);
  }
  return Array.from(hash, (word) => word.toString(16).padStart(8, "0")).join("");
}

/** The message, a one, zeros, and its length in bits: whole blocks of 64 bytes (5.1.1). */
function pad(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(64 * Math.ceil((bytes.length + 9) / 64));
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / (POWER_32 / 8)));
  view.setUint32(padded.length - 4, (bytes.length * 8) % POWER_32);
  return view;
}

const rotate = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** One block into the hash (6.2.2), in the letters of the standard. */
function absorb(W: Int32Array, K: Uint32Array, hash: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const [s0, s1] = [W[t - 15]!, W[t - 2]!];
    const sigma0 = rotate(s0, 7) ^ rotate(s0, 18) ^ (s0 >>> 3);
    const sigma1 = rotate(s1, 17) ^ rotate(s1, 19) ^ (s1 >>> 10);
    W[t] = sigma1 + W[t - 7]! + sigma0 + W[t - 16]!;
  }
  let [a, b, c, d, e, f, g, h] = Int32Array.from(hash) as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const T1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + K[t]! + W[t]!) | 0;
    const T2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + T1) | 0, c, b, a, (T1 + T2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, k) => {
    hash[k]! += word;
  });
}
