/** How long ago the neurons of a population have fired when a run begins. */
import type { Population, Value } from "../../model/index.ts";
import { ticksOf } from "../grid.ts";
import { constantsOf, evaluateValue } from "../values.ts";
import { OneWord } from "../wiring/sequences.ts";

/** Equal parts of a law, each of which is one age. */
const parts = 65536;

/**
 * Part of the neurons by age [steps]; undefined where the document says nothing. Whoever is older than `oldest` has that age.
 *
 * @param from  the neuron whose parameters all have
 */
export function initialAges({ initialAge, flow, size }: Population, from: number, step: number, oldest: number): Float64Array | undefined {
  if (initialAge === undefined) return undefined;
  const ages = new Float64Array(oldest + 1);
  const word = new OneWord();
  const { lookup } = constantsOf(flow, from, size, () => word);
  const count = isConstant(initialAge) ? 1 : parts;
  for (let i = 0; i < count; i++) {
    word.word = ((i + 0.5) * 4294967296) / count;
    ages[Math.min(oldest, ticksOf(evaluateValue(initialAge, lookup, word), step))]! += 1 / count;
  }
  return ages;
}

function isConstant(value: Value): boolean {
  return value.kind === "expression";
}
