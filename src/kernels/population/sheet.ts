/** The sheet on which the trees of a step are written: definitions in order, and the random numbers they ask for. */

import { InternalError, unreachable } from "../../base/index.ts";
import type { NamedTree } from "../../compiler/index.ts";
import { binary, call, name, negate, number, substitute, type Tree, uses } from "../../language/index.ts";
import type { Draw, Value } from "../../model/index.ts";

/** Name of the array that holds uniform number `k` of each neuron and tick. */
export const uniformInput = (k: number): string => `uniform.${k}`;

/** Collects definitions, each of which reads only those before it. */
export class Sheet {
  readonly definitions: NamedTree[] = [];
  /** Uniform numbers asked for so far: every neuron draws as many at every tick, whatever happens to it. */
  uniforms = 0;

  /** Gives a tree a name, and returns the name. */
  define(of: string, tree: Tree): Tree {
    this.definitions.push({ name: of, tree });
    return name(of);
  }

  uniform(): Tree {
    return name(uniformInput(this.uniforms++));
  }

  /** A standard normal number, sqrt(-2 log u) cos(2 pi v) (Box & Muller 1958). */
  normal(): Tree {
    const radius = call("sqrt", binary("*", number(-2), call("log", this.uniform())));
    return binary("*", radius, call("cos", binary("*", binary("*", number(2), name("pi")), this.uniform())));
  }

  /** A value, drawn if it is a distribution; `put` rewrites the trees of its arguments. */
  value(value: Value, put: (tree: Tree) => Tree): Tree {
    return value.kind === "expression" ? put(value.tree) : this.#draw(value.draw, put);
  }

  #draw(draw: Draw, put: (tree: Tree) => Tree): Tree {
    switch (draw.kind) {
      case "normal":
        return binary("+", put(draw.a), binary("*", put(draw.b), this.normal()));
      case "uniform":
        return binary("+", put(draw.a), binary("*", binary("-", put(draw.b), put(draw.a)), this.uniform()));
      case "exponential":
        return binary("*", negate(put(draw.mean)), call("log", this.uniform()));
      case "lognormal": {
        // The logarithm has the variance log(1 + s^2/m^2) and the mean log(m) - variance/2.
        const spread = binary("/", put(draw.b), put(draw.a));
        const variance = call("log1p", binary("*", spread, spread));
        const exponent = binary("-", binary("*", call("sqrt", variance), this.normal()), binary("*", number(0.5), variance));
        return binary("*", put(draw.a), call("exp", exponent));
      }
      case "clipped":
        return call("max", call("min", this.#draw(draw.of, put), put(draw.high)), put(draw.low));
      case "truncated":
        throw new InternalError("a truncated value is drawn at each spike");
      default:
        return unreachable(draw);
    }
  }
}

/** Whether a value can be drawn with a fixed number of uniform numbers. */
export function isDrawable(value: Value): boolean {
  let draw = value.kind === "draw" ? value.draw : undefined;
  while (draw?.kind === "clipped") draw = draw.of;
  return draw?.kind !== "truncated";
}

/** Copies of the definitions that read one of `names`, which they and their new names join. */
export function rewrite(sheet: Sheet, definitions: readonly NamedTree[], names: Map<string, Tree>, rename: (of: string) => string): void {
  for (const { name: of, tree } of definitions) {
    if (names.has(of) || !uses(tree, names)) continue;
    names.set(of, sheet.define(rename(of), substitute(tree, names)));
  }
}
