/** What the names mean that a running simulation is changed by. */
import { fileSource, LapicqueError } from "../base/index.ts";
import { evaluate, makeScope, parseExpression, unitOf } from "../language/index.ts";
import type { Experiment, Population, Quantity } from "../model/index.ts";
import { describeUnit, equalDimensions } from "../units/index.ts";

/** A state of one population, or of one of its neurons. */
export interface FoundState {
  /** As `Simulation.set` wants it. */
  readonly path: string;
  readonly quantity: Quantity;
}

/** The state that `V`, `cell.V` or `cell[3].V` means; undefined if it means none. Throws `ambiguous-path` where several populations have it. */
export function findState(experiment: Experiment, path: string): FoundState | undefined {
  const [, owner, index, name] = /^\s*(?:(\w+)(?:\[(\d+)\])?\.)?(\w+)\s*$/.exec(path) ?? [];
  const all = [...experiment.populations, ...experiment.rates];
  const found = all.flatMap((population) => {
    const quantity = population.flow.states.find((state) => state.name === name);
    const isMeant = owner === undefined || (owner === population.name && Number(index ?? 0) < population.size);
    return quantity && isMeant ? [{ population, quantity }] : [];
  });
  const [first, second] = found;
  if (!first) return undefined;
  if (second) throw new LapicqueError("ambiguous-path", { path, known: found.map(({ population }) => `${population.name}.${name}`) });
  return { path: `${first.population.name}${index === undefined ? "" : `[${index}]`}.${name}`, quantity: first.quantity };
}

/** The unit of the parameter or input that a path ends in, as the user wrote it; "" if it has none or there is no such thing. */
export function unitAt({ populations, rates }: Experiment, path: string): string {
  const name = path.trim().split(".").at(-1);
  const quantities = ({ flow }: Population): readonly Quantity[] => [...flow.parameters, ...flow.inputs];
  return [...populations, ...rates].flatMap(quantities).find((one) => one.name === name)?.unit ?? "";
}

/** A number in the user's unit, or a quantity as text, in internal units. Throws `wrong-dimension`, or what the parser throws. */
export function readAmount(amount: number | string, quantity: Quantity, what: string): number {
  if (typeof amount === "number") {
    if (!Number.isFinite(amount)) throw new LapicqueError("not-a-number", { written: `${amount}` });
    return amount * quantity.factor;
  }
  const tree = parseExpression(fileSource(what, amount));
  const unit = unitOf(tree, makeScope(new Map()));
  const value = evaluate(tree, () => Number.NaN);
  if (value !== 0 && !equalDimensions(unit.dimension, quantity.dimension)) {
    throw new LapicqueError("wrong-dimension", {
      what: `\`${what}\``,
      wanted: quantity.unit === "" ? "a plain number" : `in ${quantity.unit}`,
      part: amount,
      found: describeUnit(unit),
    });
  }
  if (!Number.isFinite(value)) throw new LapicqueError("not-a-number", { written: amount });
  return value;
}
