/** The numbers of a closed form: what one neuron, or many equal ones, does between events, at a spike and at an arrival. */
import { evaluate, type Tree } from "../../language/index.ts";
import type { Projection } from "../../model/index.ts";
import type { ClosedForm, Row } from "./closed-form.ts";
import { Crossing } from "./crossing.ts";
import { LinearFlow } from "./linear-flow.ts";

/** A variable that a spike assigns, and its new value as a row over the variables before. */
export interface Assigned {
  readonly variable: number;
  readonly row: Float64Array;
}

/** What equal neurons share. Variables are in the order of the closed form. */
export interface Law {
  readonly flow: LinearFlow;
  /** The same with the held variables at rest. */
  readonly refractoryFlow: LinearFlow;
  readonly held: readonly number[];
  /** Absent: it never fires. */
  readonly crossing?: Crossing;
  readonly reset: readonly Assigned[];
  /** What an arrival of weight 1 adds, by projection. */
  readonly jumps: ReadonlyMap<Projection, Float64Array>;
}

/** Makes laws; neurons with the same numbers get the same one. */
export class Laws {
  readonly #form: ClosedForm;
  readonly #known = new Map<string, Law>();

  constructor(form: ClosedForm) {
    this.#form = form;
  }

  /** @param lookup  values of the neuron's parameters, `index` and `size` */
  of(lookup: (name: string) => number): Law {
    const { variables, rates, level, reset, jumps } = this.#form;
    const numbers = (row: Row) => rowNumbers(row, variables, lookup);
    const matrix = rates.map(numbers);
    const levelRow = level && numbers(level);
    const assigned = [...reset].map(([name, row]): Assigned => ({ variable: variables.indexOf(name), row: numbers(row) }));
    const arrivals = new Map([...jumps].map(([projection, row]) => [projection, numbers(row)] as const));
    const key = [...matrix, levelRow ?? [], ...assigned.map(({ row }) => row), ...arrivals.values()].join(" ");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const held = this.#form.held.map((name) => variables.indexOf(name));
    const flow = new LinearFlow(matrix);
    const law: Law = {
      flow,
      refractoryFlow: held.length === 0 ? flow : new LinearFlow(matrix.map((row, i) => (held.includes(i) ? row.map(() => 0) : row))),
      held,
      ...(levelRow === undefined ? {} : { crossing: new Crossing(flow, levelRow) }),
      reset: assigned,
      jumps: arrivals,
    };
    this.#known.set(key, law);
    return law;
  }
}

/** A row as numbers {variables}. */
export function rowNumbers(row: Row, variables: readonly string[], lookup: (name: string) => number): Float64Array {
  return Float64Array.from(variables, (name) => {
    const tree: Tree | undefined = row.get(name);
    return tree === undefined ? 0 : evaluate(tree, lookup);
  });
}
