/**
 * The discrete Fourier transform of any length, for spectra, responses and pictures, which need one now and then. Layers beside and below the compiler use it too, so that
 * the compiled passes of fields (`compiler/fourier.ts`) cannot take its place; nor it theirs, since it is several times slower.
 */
import { cos, sin } from "../base/index.ts";

/** Overwrites a complex vector (real part, imaginary part) with its transform. */
export type FourierTransform = (re: Float64Array, im: Float64Array) => void;

/**
 * The transform of vectors of `size` complex numbers, with its tables made once.
 *
 *   X_k = sum_j x_j exp(-2 pi i j k / size)
 *
 * Powers of two by decimation in time (Cooley & Tukey 1965, doi 10.1090/S0025-5718-1965-0178586-1), other lengths as a convolution with
 * a chirp (Bluestein 1970, doi 10.1109/TAU.1970.1162132). Cost O(size log size).
 */
export function fourierTransform(size: number): FourierTransform {
  return (size & (size - 1)) === 0 ? radixTwo(size) : chirp(size);
}

/** The smallest power of two that is at least `size`. */
export function powerOfTwoFrom(size: number): number {
  let power = 1;
  while (power < size) power *= 2;
  return power;
}

function radixTwo(size: number): FourierTransform {
  const half = size / 2;
  const cosines = Float64Array.from({ length: half }, (_, k) => cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: half }, (_, k) => -sin((2 * Math.PI * k) / size));
  const reversed = bitReversal(size);
  return (re, im) => {
    for (let k = 0; k < size; k++) {
      const j = reversed[k]!;
      if (j <= k) continue;
      [re[k], re[j]] = [re[j]!, re[k]!];
      [im[k], im[j]] = [im[j]!, im[k]!];
    }
    for (let length = 2; length <= size; length *= 2) butterflies(re, im, length, cosines, sines);
  };
}

/** Joins transforms of half the length into those of `length`. */
function butterflies(re: Float64Array, im: Float64Array, length: number, cosines: Float64Array, sines: Float64Array): void {
  const half = length / 2;
  const stride = re.length / length;
  for (let start = 0; start < re.length; start += length)
    for (let k = 0; k < half; k++) {
      const a = start + k;
      const b = a + half;
      const c = cosines[k * stride]!;
      const s = sines[k * stride]!;
      const x = re[b]! * c - im[b]! * s;
      const y = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - x;
      im[b] = im[a]! - y;
      re[a]! += x;
      im[a]! += y;
    }
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let k = 1; k < size; k++) reversed[k] = (reversed[k >>> 1]! >>> 1) | (k & 1 ? size >>> 1 : 0);
  return reversed;
}

/** With j k = (j^2 + k^2 - (k - j)^2) / 2 the sum is a convolution of x_j w_j with conj(w), w_j = exp(-pi i j^2 / size). */
function chirp(size: number): FourierTransform {
  const padded = powerOfTwoFrom(2 * size - 1);
  const transform = radixTwo(padded);
  // j^2 modulo 2 size keeps the angle small, and exact in double precision.
  const angle = (j: number) => (Math.PI * ((j * j) % (2 * size))) / size;
  const wRe = Float64Array.from({ length: size }, (_, j) => cos(angle(j)));
  const wIm = Float64Array.from({ length: size }, (_, j) => -sin(angle(j)));
  const [kernelRe, kernelIm] = [new Float64Array(padded), new Float64Array(padded)];
  for (let j = 0; j < size; j++) {
    const back = (padded - j) % padded;
    kernelRe[j] = kernelRe[back] = wRe[j]!;
    kernelIm[j] = kernelIm[back] = -wIm[j]!;
  }
  transform(kernelRe, kernelIm);
  const [a, b] = [new Float64Array(padded), new Float64Array(padded)];
  return (re, im) => {
    a.fill(0);
    b.fill(0);
    for (let j = 0; j < size; j++) {
      a[j] = re[j]! * wRe[j]! - im[j]! * wIm[j]!;
      b[j] = re[j]! * wIm[j]! + im[j]! * wRe[j]!;
    }
    transform(a, b);
    for (let k = 0; k < padded; k++) {
      const x = a[k]!;
      const y = b[k]!;
      a[k] = x * kernelRe[k]! - y * kernelIm[k]!;
      // The conjugate: a forward transform of it is the conjugate of the inverse one.
      b[k] = -(x * kernelIm[k]! + y * kernelRe[k]!);
    }
    transform(a, b);
    for (let k = 0; k < size; k++) {
      const x = a[k]! / padded;
      const y = -b[k]! / padded;
      re[k] = x * wRe[k]! - y * wIm[k]!;
      im[k] = x * wIm[k]! + y * wRe[k]!;
    }
  };
}
