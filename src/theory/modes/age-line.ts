/** Functions of age on all of [0, inf), and their integrals with the survivors, continued analytically. */
import { exp } from "../../base/index.ts";
import {
  type Complex,
  complexExp,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSum,
  firstAfter,
  legendreSum,
} from "../../numerics/index.ts";
import { type AtAges, fromAgeOn, overAges, type Piece, type WholeLife } from "../renewal/ages.ts";
import { coefficientsOf, nodeCount, type Panel, panelRule, type Settling, type Tail } from "../renewal/panel.ts";
import { powerMoments } from "../renewal/settling.ts";

/** Values at the nodes of the panels, and at those of the tail: none without one, 20 where the hazard settles, else 1. */
export interface OnAges {
  readonly inside: AtAges;
  readonly beyond: readonly Complex[];
}

/** The ages of a law with what integrals over them need. */
export interface AgeLine {
  /** psi(a) = integral_a^inf P(t)/S(a) e^(-lambda (t - a)) dt; 1 at age 0 for an eigenvalue. */
  seen(lambda: Complex): OnAges;
  /** integral a^power g(a) S(a) e^(-lambda a) da. */
  integral(lambda: Complex, g: OnAges, power?: 0 | 1): Complex;
  /** Such a function at any age. */
  from(values: OnAges): (age: number) => Complex;
  /** A function that is given on all panels and constant beyond them. */
  onto(atAges: AtAges, end: Complex): OnAges;
}

/** Of two functions, value by value. */
export function combined(a: OnAges, b: OnAges, of: (a: Complex, b: Complex) => Complex): OnAges {
  const inside: AtAges = { re: a.inside.re.slice(), im: a.inside.im.slice() };
  for (let e = 0; e < inside.re.length; e++)
    [inside.re[e], inside.im[e]] = of([a.inside.re[e]!, a.inside.im[e]!], [b.inside.re[e]!, b.inside.im[e]!]);
  return {
    inside,
    beyond: a.beyond.map((value, k) => of(value, b.beyond[k]!)),
  };
}

/** How a tail takes part: its nodes hold `beyond`. */
interface End {
  seen(lambda: Complex): { readonly first: Complex; readonly beyond: readonly Complex[] };
  integral(lambda: Complex, values: readonly Complex[], power: 0 | 1): Complex;
}

/** @param all  the panels up to the end, refined for the largest |lambda| */
export function ageLine(all: readonly Piece[], last: WholeLife["end"], tail: Tail | undefined): AgeLine {
  const settling = tail?.settling;
  const panels = settling ? all.filter(({ start }) => start < settling.age * (1 - 1e-12)) : all;
  const end = settling ? settlingEnd(tail.hazard, settling) : last ? constantEnd(last) : undefined;
  return {
    seen: (lambda) => {
      const after = end?.seen(lambda) ?? { first: [0, 0], beyond: [] };
      return { inside: fromAgeOn(panels, lambda, "hazard", after.first).at, beyond: after.beyond };
    },
    integral: (lambda, { inside, beyond }, power = 0) => {
      const sum = overAges(panels, lambda, inside, power);
      return end ? complexSum(sum, end.integral(lambda, beyond, power)) : sum;
    },
    from: ({ inside, beyond }) => {
      const earlier = valueAt(panels, inside, beyond[0] ?? [0, 0]);
      if (!settling) return earlier;
      const later = polynomial({ re: beyond.map(([re]) => re), im: beyond.map(([, im]) => im) }, 0);
      return (age) => (age < settling.age ? earlier(age) : later(2 * exp(-settling.rate * (age - settling.age)) - 1));
    },
    onto: (atAges, final) => ({
      inside: { re: atAges.re.slice(0, panels.length * nodeCount), im: atAges.im.slice(0, panels.length * nodeCount) },
      beyond: settling ? Array.from(settling.ages, valueAt(all, atAges, final)) : last ? [final] : [],
    }),
  };
}

function valueAt(panels: readonly Panel[], atAges: AtAges, last: Complex): (age: number) => Complex {
  const starts = panels.map(({ start }) => start);
  const made: ((x: number) => Complex)[] = [];
  return (age) => {
    const p = firstAfter(starts, Math.max(age, 0)) - 1;
    if (p < 0) return last;
    const { start, width } = panels[p]!;
    const x = (2 * (age - start)) / width - 1;
    if (x > 1) return last;
    made[p] ??= polynomial(atAges, p * nodeCount);
    return made[p](Math.max(x, -1));
  };
}

/** Through the values at the nodes of the rule, the first of which has this place. */
function polynomial(values: { readonly re: ArrayLike<number>; readonly im: ArrayLike<number> }, first: number): (x: number) => Complex {
  const [re, im] = [values.re, values.im].map((part) => coefficientsOf(panelRule(), (j) => part[first + j]!)) as [
    Float64Array,
    Float64Array,
  ];
  return (x) => [legendreSum(re, x), legendreSum(im, x)];
}

function constantEnd({ age, exposure, hazard }: { age: number; exposure: number; hazard: number }): End {
  const beyond = (lambda: Complex): Complex => [hazard + lambda[0], lambda[1]];
  return {
    seen: (lambda) => {
      const psi = complexQuotient([hazard, 0], beyond(lambda));
      return { first: psi, beyond: [psi] };
    },
    integral: (lambda, [value], power) => {
      const left = complexQuotient(complexExp([-lambda[0] * age - exposure, -lambda[1] * age]), beyond(lambda));
      const sum = complexProduct(left, value!);
      return power === 0 ? sum : complexProduct(sum, complexSum([age, 0], complexQuotient([1, 0], beyond(lambda))));
    },
  };
}

function settlingEnd(last: number, { age, exposure, rate, hazard, survivor }: Settling): End {
  const rule = panelRule();
  const densities = coefficientsOf(rule, (j) => hazard[j]! * survivor[j]!);
  const survivors = coefficientsOf(rule, (j) => survivor[j]!);
  const momentsOf = (lambda: Complex) => powerMoments([(last + lambda[0]) / rate, lambda[1] / rate]);
  const sumOf = (re: Float64Array, im: Float64Array, moments: readonly Complex[]): Complex => {
    const [largest, least] = [Math.max(...re.map(Math.abs), ...im.map(Math.abs)), 1e-15];
    let sum: Complex = [0, 0];
    for (const [k, moment] of moments.entries())
      if (Math.abs(re[k]!) + Math.abs(im[k]!) > least * largest) sum = complexSum(sum, complexProduct([re[k]!, im[k]!], moment));
    return sum;
  };
  const none = new Float64Array(rule.size);
  return {
    // psi(z) = integral_0^1 x^(a-1) P(z x) dx/(rate S(z)): the density beyond z is a polynomial in x.
    seen: (lambda) => {
      const { values } = momentsOf(lambda);
      const at = (z: number, kept: number) => {
        const stretched = coefficientsOf(rule, (i) => legendreSum(densities, z * (rule.nodes[i]! + 1) - 1));
        return complexScaled(sumOf(stretched, none, values), 1 / (rate * kept));
      };
      return { first: at(1, legendreSum(survivors, 1)), beyond: Array.from(rule.nodes, (x, j) => at(0.5 * (x + 1), survivor[j]!)) };
    },
    integral: (lambda, g, power) => {
      const { values, slopes } = momentsOf(lambda);
      const re = coefficientsOf(rule, (j) => g[j]![0] * survivor[j]!);
      const im = coefficientsOf(rule, (j) => g[j]![1] * survivor[j]!);
      const factor = complexScaled(complexExp([-lambda[0] * age - exposure, -lambda[1] * age]), 1 / rate);
      const plain = sumOf(re, im, values);
      if (power === 0) return complexProduct(factor, plain);
      return complexProduct(factor, complexSum(complexScaled(plain, age), complexScaled(sumOf(re, im, slopes), -1 / rate)));
    },
  };
}
