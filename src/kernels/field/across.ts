/** What acts across a field, in memory: each operator of what its expression says, in the order in which they can be computed. */
import { namesIn, type Tree } from "../../language/index.ts";
import type { FieldOperator } from "../../model/index.ts";
import type { Arena } from "../arena.ts";
import { FourierConvolution, type WorkPlaces } from "./convolution.ts";
import { DirectIntegral } from "./integral.ts";
import { isLocal } from "./kernel-table.ts";
import { laplacian } from "./laplacian.ts";
import type { FieldModel } from "./plan.ts";
import type { Pointwise } from "./pointwise.ts";
import type { Rows } from "./rows.ts";

interface Ready {
  readonly operator: FieldOperator;
  readonly of: Pointwise;
  readonly to: number;
  /** From the place of one row to that of another. */
  readonly apply: (from: number, to: number) => void;
  readonly setKernel?: (parameters: ReadonlyMap<string, number>) => void;
}

/** The operators of one field. */
export class Operators {
  readonly #ready: readonly Ready[];
  readonly #model: FieldModel;
  readonly #rows: Rows;

  constructor(
    model: FieldModel,
    rows: Rows,
    arena: Arena,
    work: WorkPlaces,
    parameters: ReadonlyMap<string, number>,
    pointwise: (trees: readonly Tree[]) => Pointwise,
  ) {
    this.#model = model;
    this.#rows = rows;
    const { axes, operators } = model.field;
    this.#ready = operators.map((operator): Ready => {
      const common = { operator, of: pointwise([operator.of]), to: rows.of(operator.name) };
      if (operator.kind === "laplacian") return { ...common, apply: (from, to) => laplacian(axes, arena.numbers, from, to) };
      const made = isLocal(operator)
        ? new DirectIntegral(operator, axes, arena.numbers, parameters)
        : new FourierConvolution(operator, axes, arena, work, parameters);
      return {
        ...common,
        apply: (from, to) => made.apply(from, to),
        setKernel: (values) => made.setKernel(values),
      };
    });
  }

  /** Computes those operators at a time, from the present states. */
  compute(t: number, p: number, wanted: ReadonlySet<string>): void {
    const scratch = this.#rows.result(0);
    for (const { operator, of, to, apply } of this.#ready) {
      if (!wanted.has(operator.name)) continue;
      of.run(t, scratch, this.#rows.first, p, this.#model.cells);
      apply(scratch, to);
    }
  }

  /** Takes the kernels anew that read one of the parameters. */
  setKernels(parameters: ReadonlyMap<string, number>, changed: ReadonlySet<string>): void {
    for (const { operator, setKernel } of this.#ready) {
      if (operator.kind === "conv" && [...namesIn(operator.kernel)].some((read) => changed.has(read))) setKernel?.(parameters);
    }
  }
}

/** The operators that trees read, by themselves, through definitions and through other operators. */
export function operatorsRead(trees: readonly Tree[], { program, field }: Pick<FieldModel, "program" | "field">): ReadonlySet<string> {
  const inner = new Map<string, Tree>([
    ...program.definitions.map(({ name, tree }) => [name, tree] as const),
    ...field.operators.map(({ name, of }) => [name, of] as const),
  ]);
  const read = new Set<string>();
  const visit = (tree: Tree) => {
    for (const name of namesIn(tree)) {
      const next = read.has(name) ? undefined : inner.get(name);
      read.add(name);
      if (next) visit(next);
    }
  };
  for (const tree of trees) visit(tree);
  return new Set(field.operators.map(({ name }) => name).filter((name) => read.has(name)));
}
