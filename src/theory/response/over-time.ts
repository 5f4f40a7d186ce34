/** What a linear response makes of a course of the input. */
import { cos } from "../../base/index.ts";
import { type Complex, fourierTransform, powerOfTwoFrom } from "../../numerics/index.ts";

/** Samples of a period of the fastest modulation; multiples of its frequency up to which the response counts in full, and at all. */
export const samplesPerPeriod = 32;
const [full, none] = [4, 8];
/** Samples of the impulse response at first and at most, and how small its middle must be beside its largest value. */
const [first, most, faded] = [256, 16384, 1e-5];

/**
 * y(t) = integral kappa(s) x(t - s) ds, with the impulse response kappa whose transform is chi. Exact to about 1e-5 of the largest value for what x
 * has up to the frequency that `samplesPerPeriod` is meant for; x is 0 before its first sample. Undefined where the response lasts too long.
 *
 * @param chi   response at an angular frequency, in one over the unit of `step`; chi(-omega) is its conjugate
 * @param x     samples
 * @param step  time between them: one over `samplesPerPeriod` of the period of the fastest modulation
 */
export function answerOverTime(chi: (omega: number) => Complex, x: Float64Array, step: number): Float64Array | undefined {
  const kernel = impulseResponse(chi, step);
  if (!kernel) return undefined;
  const { length } = kernel;
  const size = powerOfTwoFrom(x.length + length);
  const transform = fourierTransform(size);
  // One transform of two real sequences: x + i kappa.
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  re.set(x);
  // The later half of the kernel is what the band limit puts before the impulse.
  im.set(kernel.subarray(0, length / 2));
  im.set(kernel.subarray(length / 2), size - length / 2);
  transform(re, im);
  const [productRe, productIm] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k++) {
    const m = (size - k) % size;
    const [xRe, xIm] = [0.5 * (re[k]! + re[m]!), 0.5 * (im[k]! - im[m]!)];
    const [kRe, kIm] = [0.5 * (im[k]! + im[m]!), 0.5 * (re[m]! - re[k]!)];
    productRe[k] = xRe * kRe - xIm * kIm;
    // The conjugate, so that the same transform goes back.
    productIm[k] = -(xRe * kIm + xIm * kRe);
  }
  transform(productRe, productIm);
  return Float64Array.from(x, (_, j) => productRe[j]! / size);
}

/** kappa times the step, on a circle of time that is long enough. */
function impulseResponse(chi: (omega: number) => Complex, step: number): Float64Array | undefined {
  const fastest = (2 * Math.PI) / (samplesPerPeriod * step);
  for (let length = first; length <= most; length *= 2) {
    const [re, im] = [new Float64Array(length), new Float64Array(length)];
    for (let k = 0; k < length / 2; k++) {
      const omega = (2 * Math.PI * k) / (length * step);
      const weight = weightAt(omega / fastest);
      if (weight === 0) break;
      const [a, b] = chi(omega);
      re[k] = weight * a;
      im[k] = -weight * b;
      if (k === 0) continue;
      re[length - k] = re[k]!;
      im[length - k] = -im[k]!;
    }
    fourierTransform(length)(re, im);
    let [largest, middle] = [0, 0];
    for (let j = 0; j < length; j++) {
      largest = Math.max(largest, Math.abs(re[j]!));
      if (j > length / 4 && j < (3 * length) / 4) middle = Math.max(middle, Math.abs(re[j]!));
    }
    if (!(largest < Number.POSITIVE_INFINITY)) return undefined;
    if (middle <= faded * largest) return re.map((one) => one / length);
  }
  return undefined;
}

/** 1 where the response counts in full, 0 beyond what counts, and a half period of a cosine between. */
function weightAt(multiple: number): number {
  if (multiple <= full) return 1;
  return multiple < none ? 0.5 * (1 + cos((Math.PI * (multiple - full)) / (none - full))) : 0;
}
