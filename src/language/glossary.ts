/** What each name of the language means, in a line: for whoever writes a document, beside the cursor. Data only. */

/** A name that the language gives a meaning. */
export interface GlossaryEntry {
  /** As it is written: `clip(x, low, high)`, `t`. */
  readonly written: string;
  readonly meaning: string;
  /** `random`: where values are drawn. `field`: in equations over space or the past. */
  readonly kind: "function" | "random" | "field" | "constant" | "name" | "operator";
}

function entries(kind: GlossaryEntry["kind"], lines: Readonly<Record<string, string>>): [string, GlossaryEntry][] {
  return Object.entries(lines).map(([written, meaning]) => [written.replace(/\(.*/, ""), { written, meaning, kind }]);
}

/** By name. */
export const glossary: ReadonlyMap<string, GlossaryEntry> = new Map([
  ...entries("function", {
    "exp(x)": "exponential",
    "expm1(x)": "exp(x) - 1, exact for small x",
    "log(x)": "natural logarithm",
    "log1p(x)": "log(1 + x), exact for small x",
    "log10(x)": "logarithm to base 10",
    "sqrt(x)": "square root; its unit is the root of that of x",
    "sin(x)": "sine",
    "cos(x)": "cosine",
    "tan(x)": "tangent",
    "asin(x)": "inverse of the sine",
    "acos(x)": "inverse of the cosine",
    "atan(x)": "inverse of the tangent",
    "atan2(y, x)": "angle of the point (x, y), in radians",
    "sinh(x)": "hyperbolic sine",
    "cosh(x)": "hyperbolic cosine",
    "tanh(x)": "hyperbolic tangent",
    "erf(x)": "error function",
    "abs(x)": "magnitude",
    "sign(x)": "-1, 0 or 1",
    "heaviside(x)": "1 above 0, otherwise 0",
    "min(a, b)": "the smallest of its arguments",
    "max(a, b)": "the largest of its arguments",
    "clip(x, low, high)": "x, but no less than low and no more than high",
    "floor(x)": "next whole number below",
    "ceil(x)": "next whole number above",
    "round(x)": "nearest whole number, halves to the even one",
    "mod(a, b)": "remainder of a/b, with the sign of b",
    "exprel(x)": "(exp(x) - 1)/x, which is 1 at 0",
    "dexprel(x)": "derivative of exprel",
    "where(condition, a, b)": "a where the condition holds, otherwise b",
  }),
  ...entries("random", {
    "normal(mean, sd)": "Gaussian random value",
    "lognormal(mean, sd)": "lognormal random value, with the mean and standard deviation of the value itself",
    "uniform(low, high)": "uniform random value",
    "exponential(mean)": "exponential random value",
    "truncated(value, low, high)": "random value, drawn again until it lies within limits",
    "clipped(value, low, high)": "random value, moved to the limit that it is beyond",
  }),
  ...entries("field", {
    "conv(w, u)": "integral of w(displacement)*u over the axes",
    "laplacian(u)": "sum of the second derivatives over the axes",
    "delayed(x, d)": "x as it was a time d before",
  }),
  ...entries("constant", { pi: "3.14159...", infinity: "no bound" }),
  ...entries("operator", { and: "both conditions hold", or: "one of two conditions holds", not: "the condition does not hold" }),
  ...entries("name", {
    t: "time since the run began",
    age: "time since the neuron's last spike",
    dt: "fixed step of the run",
    xi: "white noise, <xi(t) xi(t')> = delta(t - t'); xi_1, xi_2, ... are others",
    index: "number of the neuron, from 0",
    size: "number of neurons of the population",
    position: "where the neuron sits",
    distance: "between the two neurons of a connection",
    weight: "of the connection",
    delay: "of the connection",
    pre: "source of a connection: `pre.index`, `pre.size`, its parameters",
    post: "target of a connection: `post.index`, `post.size`, its parameters",
  }),
]);
