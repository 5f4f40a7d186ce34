/**
 * How fast mass passes between neighbouring cells, by the exponentially fitted fluxes of Scharfetter and Gummel (1969, doi
 * 10.1109/T-ED.1969.16566; Chang and Cooper 1970, doi 10.1016/0021-9991(70)90001-X).
 *
 *   flux = f p - d(D p)/dv,   from cell i to i + 1:  D_i (g(x) + x)/h^2,  back:  D_(i+1) (g(x) - x)/h^2,   x = f h/(2 D),  g(x) = x coth x
 *
 * Both are positive for every drift f and every D > 0, the difference to the flux is of second order in h, and a density without flux is exact where f and D
 * are constant. The diffusion stands within the derivative, as Ito's calculus has it.
 */
import { exp } from "../../base/index.ts";

/** |x| up to which x coth x is the quotient of polynomials below, whose error there is under 1e-16. */
const small = 0.5;

/** x coth x for |x| <= 1/2, by the continued fraction of tanh: t = x^2. */
function even(t: number): number {
  return (135135 + t * (62370 + t * (3150 + 28 * t))) / (135135 + t * (17325 + t * (378 + t)));
}

/** Rates of exchange where the diffusion is the same everywhere. */
export interface Uniform {
  /** Drift at the lower faces of the cells; that of cell 0 is not read. {cells} */
  readonly drift: Float64Array;
  /** Added to the drift everywhere. */
  readonly shift: number;
  readonly diffusion: number;
  readonly width: number;
}

/**
 * @param up    rate at which mass leaves cell i for i + 1; the last is left as it is [1/ms] {cells}
 * @param down  for i - 1; the first becomes 0 [1/ms] {cells}
 */
export function exchangeUniform({ drift, shift, diffusion, width }: Uniform, up: Float64Array, down: Float64Array): void {
  const half = width / (2 * diffusion);
  const rate = diffusion / (width * width);
  const cells = drift.length;
  down[0] = 0;
  if (!(diffusion > 0)) {
    carry(drift, shift, width, up, down);
    return;
  }
  for (let i = 1; i < cells; i++) {
    const x = (drift[i]! + shift) * half;
    if (x > small || x < -small) {
      up[i - 1] = rate * weight(-x);
      down[i] = rate * weight(x);
      continue;
    }
    const g = even(x * x);
    up[i - 1] = rate * (g + x);
    down[i] = rate * (g - x);
  }
}

/** What is left without diffusion: mass goes with the drift. */
function carry(drift: Float64Array, shift: number, width: number, up: Float64Array, down: Float64Array): void {
  for (let i = 1; i < drift.length; i++) {
    const speed = drift[i]! + shift;
    up[i - 1] = Math.max(0, speed) / width;
    down[i] = Math.max(0, -speed) / width;
  }
}

/** The same where the diffusion differs: at the middles of the cells, and at their lower faces. */
export interface Varying {
  readonly drift: Float64Array;
  readonly shift: number;
  readonly diffusion: Float64Array;
  readonly faceDiffusion: Float64Array;
  /** Added to the diffusion everywhere. */
  readonly more: number;
  readonly width: number;
}

export function exchangeVarying(
  { drift, shift, diffusion, faceDiffusion, more, width }: Varying,
  up: Float64Array,
  down: Float64Array,
): void {
  const rate = 1 / (width * width);
  const cells = drift.length;
  down[0] = 0;
  for (let i = 1; i < cells; i++) {
    const x = ((drift[i]! + shift) * width) / (2 * (faceDiffusion[i]! + more));
    up[i - 1] = rate * (diffusion[i - 1]! + more) * weight(-x);
    down[i] = rate * (diffusion[i]! + more) * weight(x);
  }
}

/** 2 x/(e^(2 x) - 1) = x coth x - x. */
export function weight(x: number): number {
  if (x <= small && x >= -small) return even(x * x) - x;
  const size = Math.abs(x);
  const e = exp(-2 * size);
  const large = (2 * size) / (1 - e);
  return x > 0 ? large * e : large;
}
