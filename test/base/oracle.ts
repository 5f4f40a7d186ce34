/**
 * Elementary functions to about 100 bits in BigInt arithmetic, to measure errors in ulps against. Nothing here is shared with
 * the functions under test: other series, other reductions. Starting values from `Math` only save work: they are corrected
 * to full precision by an identity, so a wrong start would only cost digits that `oracle.test.ts` checks.
 */

/** The real number n 2^e. */
export interface Big {
  readonly n: bigint;
  readonly e: number;
}

const words = new DataView(new ArrayBuffer(8));

/** A finite double, exactly. */
export function big(x: number): Big {
  words.setFloat64(0, x);
  const bits = words.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const n = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { n: x < 0 ? -n : n, e: Math.max(biased, 1) - 1075 };
}

/** floor(x 2^bits). */
function fixed(x: Big, bits: number): bigint {
  const shift = x.e + bits;
  return shift >= 0 ? x.n << BigInt(shift) : x.n >> BigInt(-shift);
}

const size = (n: bigint): bigint => (n < 0n ? -n : n);
/** floor(log2 |n|) of a nonzero integer. */
function bitLength(n: bigint): number {
  return size(n).toString(16).length * 4 - Math.clz32(Number.parseInt(size(n).toString(16)[0], 16)) + 27;
}
/** floor(log2 |x|). */
export const magnitude = (x: Big): number => bitLength(x.n) + x.e;

/** The nearest double to within an ulp (a start for corrections, or a print-out). */
export function approximate(x: Big): number {
  if (x.n === 0n) return 0;
  const drop = Math.max(bitLength(x.n) - 60, 0);
  return (
    Number(x.n >> BigInt(drop)) *
    2 ** Math.max(Math.min(x.e + drop, 1000), -1000) *
    2 ** (x.e + drop - Math.max(Math.min(x.e + drop, 1000), -1000))
  );
}

/** |y - x| in units of the last place of a double near x (of the smallest normal number for subnormal x). */
export function ulps(y: number, x: Big): number {
  if (!Number.isFinite(y))
    return y === Infinity && x.n > 0n && magnitude(x) >= 1024 ? 0 : y === -Infinity && x.n < 0n && magnitude(x) >= 1024 ? 0 : Infinity;
  const b = big(y);
  const e = Math.min(b.e, x.e);
  const difference = (b.n << BigInt(b.e - e)) - (x.n << BigInt(x.e - e));
  if (difference === 0n) return 0;
  const ulp = x.n === 0n ? -1074 : Math.max(magnitude(x), -1022) - 52;
  return approximate({ n: size(difference), e: e - ulp });
}

const constants = new Map<string, bigint>();
function remembered(name: string, bits: number, make: (bits: number) => bigint): bigint {
  const key = `${name}${bits}`;
  let value = constants.get(key);
  if (value === undefined) {
    value = make(bits + 16) >> 16n;
    constants.set(key, value);
  }
  return value;
}

function inverseSeries(k: bigint, bits: number, alternating: boolean): bigint {
  let power = (1n << BigInt(bits)) / k;
  let sum = 0n;
  for (let n = 0n; power > 0n; n++) {
    sum += (alternating && n % 2n === 1n ? -power : power) / (2n * n + 1n);
    power /= k * k;
  }
  return sum;
}
/** pi by Gauss's formula of 1863, ln 2 by artanh: floor(value 2^bits). */
export const pi = (bits: number): bigint =>
  remembered(
    "pi",
    bits,
    (b) => 4n * (12n * inverseSeries(18n, b, true) + 8n * inverseSeries(57n, b, true) - 5n * inverseSeries(239n, b, true)),
  );
export const ln2 = (bits: number): bigint =>
  remembered(
    "ln2",
    bits,
    (b) => 18n * inverseSeries(26n, b, false) - 2n * inverseSeries(4801n, b, false) + 8n * inverseSeries(8749n, b, false),
  );

function sqrtFixed(a: bigint, bits: number): bigint {
  const target = a << BigInt(bits);
  if (target <= 0n) return 0n;
  // A start from above, right to 48 bits: Newton's iteration then falls until it is there.
  const e = bitLength(target) & ~1;
  const start = Math.sqrt(approximate({ n: target, e: -e })) * (1 + 2 ** -48);
  let x = fixed({ n: big(start).n, e: big(start).e + e / 2 }, 0) + 1n;
  for (;;) {
    const y = (x + target / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** e^x 2^bits for |x| < 1 in the same fixed point: eight halvings and Taylor. */
function expFixed(x: bigint, bits: number): bigint {
  const b = BigInt(bits + 16);
  const y = x << 8n;
  let term = 1n << b;
  let sum = term;
  for (let n = 1n; size(term) > 1n; n++) {
    term = ((term * y) / n) >> b;
    if (term === -1n) break;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> b;
  return sum >> 16n;
}

const WORK = 128;

/** e^(x 2^-bits). */
export function expOf(x: bigint, bits: number): Big {
  const l = ln2(bits);
  const k = (2n * x + l) / (2n * l) - (2n * x + l < 0n ? 1n : 0n);
  return { n: expFixed(x - k * l, bits), e: Number(k) - bits };
}

export function exp(x: number): Big {
  return expOf(fixed(big(x), WORK + 16), WORK + 16);
}

/** Bits that keep about WORK significant ones for results as small as x. */
const bitsFor = (x: number): number => WORK + Math.max(0, x === 0 ? 0 : -magnitude(big(x)));

export function expm1(x: number): Big {
  const bits = bitsFor(x);
  const e = expOf(fixed(big(x), bits), bits);
  return { n: fixed(e, bits) - (1n << BigInt(bits)), e: -bits };
}

/** Quotient with at least WORK bits. */
export function divide(a: Big, b: Big): Big {
  const shift = WORK + Math.max(0, bitLength(b.n) - (a.n === 0n ? 0 : bitLength(a.n)));
  return { n: (a.n << BigInt(shift)) / b.n, e: a.e - b.e - shift };
}
export function add(a: Big, b: Big): Big {
  const e = Math.min(a.e, b.e);
  return { n: (a.n << BigInt(a.e - e)) + (b.n << BigInt(b.e - e)), e };
}
export const times = (a: Big, b: Big): Big => ({ n: a.n * b.n, e: a.e + b.e });
const half = (a: Big): Big => ({ n: a.n, e: a.e - 1 });
const negative = (a: Big): Big => ({ n: -a.n, e: a.e });

export function exprel(x: number): Big {
  return x === 0 ? big(1) : divide(expm1(x), big(x));
}

export function dexprel(x: number): Big {
  if (Math.abs(x) < 0.5) {
    const y = fixed(big(x), WORK);
    let term = 1n << BigInt(WORK - 1);
    let sum = 0n;
    for (let n = 0n; size(term) > 1n; n++) {
      sum += term * (n + 1n);
      term = ((term * y) / (n + 3n)) >> BigInt(WORK);
    }
    return { n: sum, e: -WORK };
  }
  const b = big(x);
  return divide(add(times(exp(x), add(b, big(-1))), big(1)), times(b, b));
}

/** log of a positive number: correction of a start L by x e^-L = 1 + d. */
function logBig(x: Big): Big {
  const e = magnitude(x);
  const start = e === 0 || e === -1 ? Math.log(approximate(x)) : Math.log(approximate({ n: x.n, e: x.e - e })) + e * Math.LN2;
  const bits = bitsFor(start) + 16;
  const inverse = expOf(-fixed(big(start), bits), bits);
  const d = fixed(times(x, inverse), bits) - (1n << BigInt(bits));
  const b = BigInt(bits);
  const d2 = (d * d) >> b;
  const d3 = (d2 * d) >> b;
  return { n: fixed(big(start), bits) + d - d2 / 2n + d3 / 3n - ((d3 * d) >> b) / 4n, e: -bits };
}

export const log = (x: number): Big => logBig(big(x));
export function log1p(x: number): Big {
  if (Math.abs(x) > 2 ** -40) return logBig(add(big(1), big(x)));
  const b = big(x);
  const x2 = times(b, b);
  const x3 = times(x2, b);
  return add(add(b, negative(half(x2))), add(divide(x3, big(3)), negative(half(half(times(x3, b))))));
}
export const log2 = (x: number): Big => divide(log(x), { n: ln2(WORK), e: -WORK });
export const log10 = (x: number): Big => divide(log(x), logBig(big(10)));

export function pow(x: number, y: number): Big {
  const product = times(log(Math.abs(x)), big(y));
  const value = expOf(fixed(product, WORK + 16), WORK + 16);
  return x < 0 && Math.abs(y % 2) === 1 ? negative(value) : value;
}

/** sin and cos of x 2^-bits, reduced by pi/2 and summed by Taylor. */
function sinCosFixed(x: bigint, bits: number): { sin: bigint; cos: bigint } {
  const b = BigInt(bits);
  const halfPi = pi(bits) / 2n;
  const shifted = 2n * x + halfPi;
  const n = shifted / (2n * halfPi) - (shifted < 0n ? 1n : 0n);
  const r = x - n * halfPi;
  const z = (r * r) >> b;
  const series = (first: bigint, from: bigint): bigint => {
    let term = first;
    let sum = first;
    for (let k = from; size(term) > 1n; k += 2n) {
      term = -((term * z) >> b) / (k * (k + 1n));
      sum += term;
    }
    return sum;
  };
  const sin = series(r, 2n);
  const cos = series(1n << b, 1n);
  const q = ((n % 4n) + 4n) % 4n;
  if (q === 0n) return { sin, cos };
  if (q === 1n) return { sin: cos, cos: -sin };
  return q === 2n ? { sin: -sin, cos: -cos } : { sin: -cos, cos: sin };
}

// Doubles come no closer to a multiple of pi/2 than 2^-62, so 70 bits beyond WORK and the bits of the integer part are enough.
function sinCos(x: number): { sin: Big; cos: Big } {
  const bits = bitsFor(x) + 70 + Math.max(0, x === 0 ? 0 : magnitude(big(x)));
  const { sin, cos } = sinCosFixed(fixed(big(x), bits), bits);
  return { sin: { n: sin, e: -bits }, cos: { n: cos, e: -bits } };
}
export const sin = (x: number): Big => sinCos(x).sin;
export const cos = (x: number): Big => sinCos(x).cos;
export function tan(x: number): Big {
  const both = sinCos(x);
  return divide(both.sin, both.cos);
}

/** Angle of (x, y): a start is corrected by the small angle left after rotating back. */
function angle(y: Big, x: Big): Big {
  const down = Math.max(magnitude(y), x.n === 0n ? -Infinity : magnitude(x));
  const start = Math.atan2(approximate({ n: y.n, e: y.e - down }), approximate({ n: x.n, e: x.e - down }));
  const { sin: s, cos: c } = sinCos(start);
  const d = divide(add(times(y, c), negative(times(x, s))), add(times(x, c), times(y, s)));
  // d is below 2^-50, so d - d^3/3 is enough.
  return add(big(start), add(d, negative(divide(times(times(d, d), d), big(3)))));
}
export const atan2 = (y: number, x: number): Big => angle(big(y), big(x));
export const atan = (x: number): Big => angle(big(x), big(1));
function otherLeg(x: number): Big {
  const bits = 2 * WORK;
  return { n: sqrtFixed(fixed(times(add(big(1), big(-x)), add(big(1), big(x))), bits), bits), e: -bits };
}
export const asin = (x: number): Big => angle(big(x), otherLeg(x));
export const acos = (x: number): Big => angle(otherLeg(x), big(x));

export function sinh(x: number): Big {
  const e = expm1(Math.abs(x));
  const value = half(add(e, divide(e, add(e, big(1)))));
  return x < 0 ? negative(value) : value;
}
export const cosh = (x: number): Big => half(add(exp(x), exp(-x)));
export function tanh(x: number): Big {
  if (Math.abs(x) > 400) return big(Math.sign(x));
  const e = expm1(2 * x);
  return divide(e, add(e, big(2)));
}

const STEPS_PER_UNIT = 4n;
const NODES = 36;
const gauss: bigint[] = [];
/**
 * erfc(x) for x > 0 by the trapezoidal rule with step h = 1/4,
 *   erfc(x) = (h x e^(-x^2) / pi) (1 / x^2 + 2 sum e^(-n^2 h^2) / (n^2 h^2 + x^2)) - 2 / (e^(2 pi x / h) - 1),
 * relative error e^(-pi^2/h^2) = 2^-227 (Chiarella & Reichel 1968, Math. Comp. 22:137); the last term counts while x < pi / h.
 */
function erfcPositive(x: number): Big {
  const bits = WORK + 40;
  const b = BigInt(bits);
  if (gauss.length === 0) {
    for (let n = 1n; n <= BigInt(NODES); n++) gauss.push(fixed(expOf(-((n * n) << b) / (STEPS_PER_UNIT * STEPS_PER_UNIT), bits), bits));
  }
  const square = times(big(x), big(x));
  const x2 = fixed(square, bits);
  let sum = (1n << (2n * b)) / x2;
  for (let n = 1n; n <= BigInt(NODES); n++) {
    sum += (gauss[Number(n) - 1] << (b + 1n)) / (((n * n) << b) / (STEPS_PER_UNIT * STEPS_PER_UNIT) + x2);
  }
  const weight = divide(times(times(big(x / Number(STEPS_PER_UNIT)), expOf(-x2, bits)), { n: sum, e: -bits }), { n: pi(bits), e: -bits });
  if (x > Math.PI * Number(STEPS_PER_UNIT)) return weight;
  const wave = expOf((2n * pi(bits) * STEPS_PER_UNIT * fixed(big(x), bits)) >> b, bits);
  return add(weight, negative(divide(big(2), add(wave, big(-1)))));
}

/** erf(x) for |x| <= 1 by its Taylor series. */
function erfSeries(x: number): Big {
  const bits = bitsFor(x);
  const b = BigInt(bits);
  const y = fixed(big(x), bits);
  const z = (y * y) >> b;
  let term = y;
  let sum = 0n;
  for (let n = 0n; size(term) > 1n; n++) {
    sum += term / (2n * n + 1n);
    term = -((term * z) >> b) / (n + 1n);
  }
  return divide({ n: 2n * sum, e: -bits }, { n: sqrtFixed(pi(bits), bits), e: -bits });
}

export function erfc(x: number): Big {
  if (Math.abs(x) <= 0.25) return add(big(1), negative(erfSeries(x)));
  return x > 0 ? erfcPositive(x) : add(big(2), negative(erfcPositive(-x)));
}
export function erf(x: number): Big {
  return Math.abs(x) <= 0.75 ? erfSeries(x) : x > 0 ? add(big(1), negative(erfcPositive(x))) : add(erfcPositive(-x), big(-1));
}

/** a - b floor(a / b), exactly. */
export function mod(a: number, b: number): Big {
  const x = big(a);
  const y = big(b);
  const e = Math.min(x.e, y.e);
  const n = x.n << BigInt(x.e - e);
  const d = y.n << BigInt(y.e - e);
  const remainder = n % d;
  return { n: remainder !== 0n && remainder < 0n !== d < 0n ? remainder + d : remainder, e };
}
