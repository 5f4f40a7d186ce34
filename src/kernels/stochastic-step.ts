/** One step of a stochastic method as trees over the increments. */
import { InternalError } from "../base/index.ts";
import { jacobianTrees, type NamedTree } from "../compiler/index.ts";
import { binary, call, evaluate, name, namesIn, number, simplify, substitute, type Tree } from "../language/index.ts";
import { type Diffusion, incrementSlot, type Program, splitNoise, trialSlot } from "./program.ts";

/** Trees of a step, and the definitions they need beside those of the program. */
export interface StepTrees {
  readonly trees: readonly Tree[];
  readonly definitions: readonly NamedTree[];
}

/** New states after a step, see `StochasticMethod`. */
export function stepTrees(
  program: Program,
  diffusion: Diffusion,
  id: "euler-maruyama" | "milstein",
  calculus: "ito" | "stratonovich",
): StepTrees {
  const h = name(trialSlot);
  const dw = program.noises.map((_, j) => name(incrementSlot(j)));
  const { terms, definitions } = commutators(program, diffusion);
  const trees = program.states.map((state, i) => {
    const parts: Tree[] = [name(state), binary("*", h, diffusion.drift[i]!)];
    for (const [j, column] of diffusion.columns.entries()) {
      parts.push(binary("*", column[i]!, dw[j]!));
      if (calculus === "stratonovich") parts.push(half(binary("*", h, terms[j]![j]![i]!)));
      if (id !== "milstein") continue;
      for (let k = 0; k < dw.length; k++) {
        const square = binary("*", dw[j]!, dw[k]!);
        parts.push(half(binary("*", terms[j]![k]![i]!, j === k ? binary("-", square, h) : square)));
      }
    }
    return simplify(parts.reduce((sum, part) => binary("+", sum, part)));
  });
  return { trees, definitions };
}

const half = (tree: Tree) => binary("*", number(0.5), tree);

/** terms[j][k][i] = (L^j b_k)_i = sum_l b_jl d b_ki / d y_l. */
function commutators(
  program: Program,
  { columns }: Diffusion,
): { terms: readonly (readonly (readonly Tree[])[])[]; definitions: readonly NamedTree[] } {
  const n = program.states.length;
  const { entries, definitions } = jacobianTrees(columns.flat(), program.states, program.definitions);
  const terms = columns.map((bj) =>
    columns.map((_, k) =>
      program.states.map((_, i) =>
        simplify(
          bj
            .map((factor, l) => binary("*", factor, entries[(k * n + i) * n + l]!))
            .reduce((sum, part) => binary("+", sum, part), number(0)),
        ),
      ),
    ),
  );
  return { terms, definitions };
}

/** Points at which a difference that is not identically zero is told from one that is; smooth expressions do not vanish at all of them. */
const trials = 8;

/** The first state in which two noise terms do not commute (L^j b_k differs from L^k b_j), or undefined. */
export function notCommuting(program: Program): string | undefined {
  const diffusion = splitNoise(program);
  if (diffusion === undefined) throw new InternalError("noise that is not linear has no commutators");
  const { terms, definitions } = commutators(program, diffusion);
  const values = new Map<string, Tree>();
  for (const definition of definitions) values.set(definition.name, substitute(definition.tree, values));
  return program.states.find((_, i) =>
    program.noises.some((_, j) =>
      program.noises.slice(0, j).some((_, k) => !agree(substitute(terms[j]![k]![i]!, values), substitute(terms[k]![j]![i]!, values))),
    ),
  );
}

/** Whether two expressions have the same values at scattered points of their names. */
function agree(a: Tree, b: Tree): boolean {
  const names = [...new Set([...namesIn(a), ...namesIn(b)])];
  for (let trial = 1; trial <= trials; trial++) {
    // Multiples of the golden ratio, modulo 1, never repeat.
    const at = (one: string) => 0.1 + (((names.indexOf(one) + 1) * trial * 0.6180339887498949) % 1);
    const [x, y] = [evaluate(a, at), evaluate(b, at)];
    if (Math.abs(x - y) > 1e-9 * (Math.abs(x) + Math.abs(y))) return false;
  }
  return true;
}

/** The new value of a state reflected at its bounds: low + |x - low| and high - |high - x|. */
export function reflected(program: Program, state: string, tree: Tree): Tree {
  const bounds = program.flow.bounds[state];
  if (bounds === undefined) return tree;
  const [low, high] = bounds;
  const above = isInfinite(low) ? tree : binary("+", low, call("abs", binary("-", tree, low)));
  return isInfinite(high) ? above : binary("-", high, call("abs", binary("-", high, above)));
}

function isInfinite(tree: Tree): boolean {
  return namesIn(tree).has("infinity");
}
