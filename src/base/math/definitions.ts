/** The functions as data: what the compiler emits from and what the number versions are made of. */
import { defineAcos, defineAsin, defineAtan, defineAtan2 } from "./arc.ts";
import { defineCos, defineSin, defineTan } from "./circular.ts";
import { defineErf, defineErfc } from "./erf.ts";
import { defineDexprel, defineExp, defineExpm1, defineExprel } from "./exp.ts";
import { defineCosh, defineSinh, defineTanh } from "./hyperbolic.ts";
import { defineLog, defineLog1p, defineLog2, defineLog10 } from "./log.ts";
import { defineMod } from "./mod.ts";
import { defineNormalQuantile } from "./normal-quantile.ts";
import type { Operations } from "./operations.ts";
import { definePow } from "./pow.ts";

/** One function, written over any arithmetic. `define` takes `arity` arguments. */
export interface FunctionDefinition {
  readonly arity: 1 | 2;
  readonly define: <V, B>(o: Operations<V, B>, ...args: V[]) => V;
}

const table = {
  exp: { arity: 1, define: defineExp },
  expm1: { arity: 1, define: defineExpm1 },
  exprel: { arity: 1, define: defineExprel },
  dexprel: { arity: 1, define: defineDexprel },
  log: { arity: 1, define: defineLog },
  log1p: { arity: 1, define: defineLog1p },
  log2: { arity: 1, define: defineLog2 },
  log10: { arity: 1, define: defineLog10 },
  pow: { arity: 2, define: definePow },
  sin: { arity: 1, define: defineSin },
  cos: { arity: 1, define: defineCos },
  tan: { arity: 1, define: defineTan },
  asin: { arity: 1, define: defineAsin },
  acos: { arity: 1, define: defineAcos },
  atan: { arity: 1, define: defineAtan },
  atan2: { arity: 2, define: defineAtan2 },
  sinh: { arity: 1, define: defineSinh },
  cosh: { arity: 1, define: defineCosh },
  tanh: { arity: 1, define: defineTanh },
  erf: { arity: 1, define: defineErf },
  erfc: { arity: 1, define: defineErfc },
  normalQuantile: { arity: 1, define: defineNormalQuantile },
  mod: { arity: 2, define: defineMod },
} as const;

/** The name of a function of `base/math`. */
export type FunctionName = keyof typeof table;

/** Every function of `base/math` by name. */
export const definitions: Readonly<Record<FunctionName, FunctionDefinition>> = table;
