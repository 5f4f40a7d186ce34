// Derives the coefficients of src/base/math and writes src/base/math/coefficients.ts.
//
//   node tools/math-coefficients.mjs            write the file
//   node tools/math-coefficients.mjs --print    print it instead
//
// Everything is computed in fixed point with BITS fractional bits (BigInt) from power series. A polynomial is the Chebyshev
// interpolant with many nodes, truncated to its degree (within a small factor of the best polynomial), written in powers and
// rounded to doubles. The number behind "error" is the sum of the dropped Chebyshev coefficients.
import { writeFileSync } from "node:fs";

const BITS = 400n;
const ONE = 1n << BITS;

const mul = (a, b) => (a * b) >> BITS;
const div = (a, b) => (a << BITS) / b;
const rational = (p, q) => (BigInt(p) << BITS) / BigInt(q);
const magnitude = (a) => (a < 0n ? -a : a);

/** The nearest double: BigInt to Number rounds to nearest, ties to even; the scaling is exact. */
const toDouble = (a) => Number(a) * 2 ** -Number(BITS);
/** The fixed-point value of a double, exact for the magnitudes used here. */
const fromDouble = (x) => BigInt(x * 2 ** 200) << (BITS - 200n);

function squareRoot(a) {
  const n = a << BITS;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** sum_n term(n) x^n, where `next(n)` is the pair [p, q] with coefficient(n + 1) = coefficient(n) p / q; |x| small. */
function series(first, ratio) {
  return (x) => {
    let sum = 0n;
    let term = first;
    for (let n = 0n; magnitude(term) > 2n; n++) {
      const [p, q] = ratio(n);
      sum += term;
      term = (mul(term, x) * p) / q;
    }
    return sum;
  };
}

/** sum_n c(n) x^n with c(n) = [p, q]. */
function powers(coefficient) {
  return (x) => {
    let sum = 0n;
    let power = ONE;
    for (let n = 0n; magnitude(power) > 2n; n++) {
      const [p, q] = coefficient(n);
      sum += (power * p) / q;
      power = mul(power, x);
    }
    return sum;
  };
}

const arctanOfInverse = (k) => mul(rational(1, k), powers((n) => [n % 2n ? -1n : 1n, 2n * n + 1n])(rational(1, k * k)));
const artanhOfInverse = (k) => mul(rational(1, k), powers((n) => [1n, 2n * n + 1n])(rational(1, k * k)));
const PI = 4n * (4n * arctanOfInverse(5) - arctanOfInverse(239));
const LN2 = 2n * artanhOfInverse(3);
const LN10 = 3n * LN2 + 2n * artanhOfInverse(9);
const SQRT_PI = squareRoot(PI);

/** cos(p pi / q) by its series. */
function cosine(p, q) {
  const x = (PI * BigInt(p)) / BigInt(q);
  return series(ONE, (n) => [-1n, (2n * n + 1n) * (2n * n + 2n)])(mul(x, x));
}

const erfSeries = series(ONE, (n) => [-(2n * n + 1n), (n + 1n) * (2n * n + 3n)]);
/** erfc(x) e^(x^2) for 0 <= x < 28: exact subtraction of nearly equal numbers, hence the extra bits. */
function scaledErfc(x) {
  const extra = 1n << 4200n;
  const wide = BITS + 4200n;
  const square = ((x * x) << 4200n) >> BITS;
  let term = x * extra;
  let sum = 0n;
  for (let n = 0n; magnitude(term) > 2n; n++) {
    sum += term;
    // erf = 2 e^(-x^2) / sqrt(pi) * sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): all terms positive.
    term = (2n * ((term * square) >> wide)) / (2n * n + 3n);
  }
  // e^(x^2) from the same number of bits.
  let exponentialTerm = 1n << wide;
  let exponentialSum = 0n;
  for (let n = 1n; exponentialTerm > 2n; n++) {
    exponentialSum += exponentialTerm;
    exponentialTerm = ((exponentialTerm * square) >> wide) / n;
  }
  const piWide = widePi(wide);
  return (exponentialSum - (2n * sum * (1n << wide)) / piWide) >> 4200n;
}

const wideRoots = new Map();
/** sqrt(pi) with the given number of bits (Machin). */
function widePi(bits) {
  if (!wideRoots.has(bits)) {
    const one = 1n << bits;
    const arctan = (k) => {
      let power = one / k;
      let sum = 0n;
      for (let n = 0n; power > 0n; n++) {
        sum += (n % 2n ? -power : power) / (2n * n + 1n);
        power /= k * k;
      }
      return sum;
    };
    const pi = 4n * (4n * arctan(5n) - arctan(239n));
    let x = 1n << (bits + 1n);
    for (;;) {
      const y = (x + (pi << bits) / x) >> 1n;
      if (y >= x) break;
      x = y;
    }
    wideRoots.set(bits, x);
  }
  return wideRoots.get(bits);
}

/** Truncated Chebyshev interpolant of f on [low, high] (fixed point), in powers of the variable, as fixed-point numbers. */
function approximation(f, low, high, degree) {
  const nodes = degree + 14;
  const middle = (low + high) / 2n;
  const half = (high - low) / 2n;
  const values = [];
  for (let k = 0; k < nodes; k++) values.push(f(middle + mul(half, cosine(2 * k + 1, 2 * nodes))));
  const chebyshev = [];
  for (let j = 0; j < nodes; j++) {
    let sum = 0n;
    for (let k = 0; k < nodes; k++) sum += mul(values[k], cosine((j * (2 * k + 1)) % (4 * nodes), 2 * nodes));
    chebyshev.push((sum * (j === 0 ? 1n : 2n)) / BigInt(nodes));
  }
  const error = chebyshev.slice(degree + 1).reduce((s, c) => s + magnitude(c), 0n);
  // Clenshaw on polynomials in u = (x - middle) / half, then the change of variable.
  let previous = [0n];
  let current = [0n];
  for (let j = degree; j >= 1; j--) {
    const next = shift(current).map((c, i) => 2n * c - (previous[i] ?? 0n));
    next[0] += chebyshev[j];
    [previous, current] = [current, next];
  }
  const inU = shift(current).map((c, i) => c - (previous[i] ?? 0n));
  inU[0] += chebyshev[0];
  return { coefficients: substitute(inU, div(-middle, half), div(ONE, half)).slice(0, degree + 1), error: toDouble(error) };
}

const shift = (p) => [0n, ...p];
/** p(a + b x) in powers of x. */
function substitute(p, a, b) {
  let result = [0n];
  for (let i = p.length - 1; i >= 0; i--) {
    const next = Array(result.length + 1).fill(0n);
    for (let k = 0; k < result.length; k++) {
      next[k] += mul(result[k], a);
      next[k + 1] += mul(result[k], b);
    }
    next[0] += p[i];
    result = next;
  }
  return result;
}

const lines = [
  "// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: the numbers are computed here.",
  "/**",
  " * Numbers of the functions in this folder, derived by `tools/math-coefficients.mjs`, which writes this file.",
  " *",
  " * Polynomials: lowest power first; truncated Chebyshev interpolants computed with 400 bits, rounded to doubles. `error` bounds",
  " * the difference between polynomial and function on the interval before rounding. A constant named `...Parts` is a sum of",
  " * doubles, largest first; where a number of bits is given, a part has no more, so that its product with an integer is exact.",
  " */",
];

function table(name, what, values) {
  lines.push("", `/** ${what} */`, `export const ${name}: readonly number[] = [`);
  for (const value of values) lines.push(`  ${literal(value)},`);
  lines.push("];");
}
const literal = (value) => String(value);

function polynomial(name, what, f, low, high, degree) {
  const { coefficients, error } = approximation(f, low, high, degree);
  const interval = `[${toDouble(low).toPrecision(6)}, ${toDouble(high).toPrecision(6)}]`;
  table(name, `${what} on ${interval}, error ${error.toExponential(1)}.`, coefficients.map(toDouble));
}

function constant(name, what, value) {
  lines.push("", `/** ${what} */`, `export const ${name} = ${literal(toDouble(value))};`);
}

/** Splits into `count` doubles; all but the last have at most `bits` significant bits. */
function parts(name, what, value, count, bits) {
  const result = [];
  let rest = value;
  for (let i = 0; i < count; i++) {
    let part = toDouble(rest);
    if (i < count - 1 && bits < 53) {
      const ulp = 2 ** (Math.floor(Math.log2(Math.abs(part))) - bits + 1);
      part = Math.trunc(part / ulp) * ulp;
    }
    result.push(part);
    rest -= fromDouble(part);
  }
  table(name, what, result);
}

const quarterSquare = mul(PI / 4n, PI / 4n);
/**
 * (e^r - 1 - r) / r^2 interpolated so that r times the error is nearly the best equioscillating curve, which serves exp and,
 * relative to r, expm1: the nodes are the zeros of the Chebyshev polynomial of degree + 2 but for the middle one, whose place r
 * takes. Where two are in the middle, 0 and r take their places.
 */
function exponentialTail(name, degree) {
  const half = slightly(LN2 / 2n);
  const count = degree + 2;
  const zeros = [];
  for (let j = 0; j < count; j++) if (Math.abs(2 * j + 1 - count) > 1) zeros.push(mul(half, cosine(2 * j + 1, 2 * count)));
  if (count % 2 === 0) zeros.push(0n);
  const f = series(ONE / 2n, (n) => [1n, n + 3n]);
  const coefficients = interpolate(f, zeros);
  let error = 0;
  for (let i = -500n; i <= 500n; i++) {
    const r = (half * i) / 500n;
    const p = coefficients.reduceRight((sum, c) => mul(sum, r) + c, 0n);
    error = Math.max(error, Math.abs(toDouble(mul(r, p - f(r)))));
  }
  table(name, `(e^r - 1 - r) / r^2 on |r| <= ln 2 / 2, error times r ${error.toExponential(1)}.`, coefficients.map(toDouble));
}

/** The polynomial through (x, f(x)) at the nodes, by divided differences. */
function interpolate(f, nodes) {
  const differences = nodes.map(f);
  for (let j = 1; j < nodes.length; j++) {
    for (let i = nodes.length - 1; i >= j; i--) differences[i] = div(differences[i] - differences[i - 1], nodes[i] - nodes[i - j]);
  }
  let result = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    const next = shift(result).map((c, n) => c - mul(nodes[i], result[n] ?? 0n));
    next[0] += differences[i];
    result = next;
  }
  return result;
}

const slightly = (a) => a + (a >> 24n);
const tangent = squareRoot(2n * ONE) - ONE;
const logRatio = div(squareRoot(2n * ONE) - ONE, squareRoot(2n * ONE) + ONE);

constant("log2E", "1 / ln 2.", div(ONE, LN2));
parts("ln2Parts", "ln 2; 41 bits.", LN2, 2, 41);
parts("ln2Double", "ln 2 to 106 bits.", LN2, 2, 53);
parts("perLn2Double", "1 / ln 2 to 106 bits.", div(ONE, LN2), 2, 53);
parts("perLn10Double", "1 / ln 10 to 106 bits.", div(ONE, LN10), 2, 53);
constant("twoPerPi", "2 / pi.", div(2n * ONE, PI));
parts("halfPiParts", "pi / 2; 22 bits.", PI / 2n, 5, 22);
parts("halfPiDouble", "pi / 2 to 106 bits.", PI / 2n, 2, 53);
parts("quarterPiParts", "pi / 4; 50 bits.", PI / 4n, 2, 50);
constant("tangentOfEighth", "tan(pi / 8).", tangent);
parts("twoThirds", "2 / 3 to 106 bits.", rational(2, 3), 2, 53);

exponentialTail("expTail", 9);
polynomial(
  "sinhTail",
  "(sinh(x) / x - 1) / z, z = x^2",
  series(rational(1, 6), (n) => [1n, (2n * n + 4n) * (2n * n + 5n)]),
  0n,
  ONE,
  7,
);
/** sum of (n + 2) x^n / (n + 3)!. */
polynomial(
  "dexprelTail",
  "(d - 1/2) / x, d the derivative of (e^x - 1) / x",
  (x) => {
    let sum = 0n;
    let term = ONE / 6n;
    for (let n = 0n; magnitude(term) > 2n; n++) {
      sum += term * (n + 2n);
      term = mul(term, x) / (n + 4n);
    }
    return sum;
  },
  -ONE,
  ONE,
  14,
);
polynomial(
  "logTail",
  "(log((1+s)/(1-s)) - 2s) / (s z), z = s^2",
  powers((n) => [2n, 2n * n + 3n]),
  0n,
  slightly(mul(logRatio, logRatio)),
  6,
);
polynomial(
  "logTailDouble",
  "(log((1+s)/(1-s)) - 2s - 2/3 s^3) / (s z^2), z = s^2",
  powers((n) => [2n, 2n * n + 5n]),
  0n,
  slightly(mul(logRatio, logRatio)),
  7,
);
polynomial(
  "sinTail",
  "(sin(r) / r - 1) / z, z = r^2",
  series(-rational(1, 6), (n) => [-1n, (2n * n + 4n) * (2n * n + 5n)]),
  0n,
  slightly(quarterSquare),
  5,
);
polynomial(
  "cosTail",
  "(cos(r) - 1 + z / 2) / z^2, z = r^2",
  series(rational(1, 24), (n) => [-1n, (2n * n + 5n) * (2n * n + 6n)]),
  0n,
  slightly(quarterSquare),
  5,
);
polynomial(
  "atanTail",
  "(atan(t) / t - 1) / z, z = t^2",
  powers((n) => [n % 2n ? 1n : -1n, 2n * n + 3n]),
  0n,
  slightly(mul(tangent, tangent)),
  10,
);
/** (asin(x) / x - 1) / z: coefficients c(n) = (2n)! / (4^n n!^2 (2n + 1)), from n = 1. */
polynomial(
  "asinTail",
  "(asin(x) / x - 1) / z, z = x^2",
  (z) => {
    let sum = 0n;
    let term = ONE;
    for (let n = 1n; magnitude(term) > 2n; n++) {
      term = (term * (2n * n - 1n)) / (2n * n);
      sum += term / (2n * n + 1n);
      term = mul(term, z);
    }
    return sum;
  },
  0n,
  ONE / 4n,
  12,
);
polynomial("erfNear", "erf(x) / x - 1, z = x^2", (z) => div(2n * erfSeries(z), SQRT_PI) - ONE, 0n, ONE, 12);
const erfcxPole = rational(13, 4);
const ratioOf = (x) => div(x - erfcxPole, x + erfcxPole);
const far = approximation(
  (t) => {
    const x = div(mul(erfcxPole, ONE + t), ONE - t);
    return mul(ONE + 2n * x, scaledErfc(x));
  },
  ratioOf(rational(7, 16)),
  ratioOf(28n * ONE),
  21,
);
const farWhat = `(1 + 2x) e^(x^2) erfc(x), variable t = (x - 3.25) / (x + 3.25), x from 7/16 to 28, error ${far.error.toExponential(1)}`;
parts("erfcFarStart", `${farWhat}: the first coefficient, to 106 bits.`, far.coefficients[0], 2, 53);
table("erfcFarTail", `${farWhat}: the other coefficients.`, far.coefficients.slice(1).map(toDouble));

const text = `${lines.join("\n")}\n`;
if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("../src/base/math/coefficients.ts", import.meta.url), text);
