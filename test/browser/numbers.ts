import { definitions, LapicqueError, numberOperations, stream } from "../../src/base/index.ts";
import { run } from "../../src/index.ts";
import type { Changes } from "../../src/session/index.ts";

/** SHA-256 of the bytes of numbers that must be the same in every engine, by what they are. */
export const numbers = {
  document: numbersOfDocument,
  mathematics: numbersOfMathematics,
  random: numbersOfStreams,
};

/** Every number of every result of a document: spikes, then signals, then profiles. A refused document gives its error's code and place instead. */
async function numbersOfDocument(text: string, changes: Changes): Promise<string> {
  try {
    const parts: ArrayLike<number>[] = [];
    for (const { populations, signals, profiles = [] } of await run(text, changes)) {
      for (const { spikes } of Object.values(populations)) if (spikes) parts.push(spikes.times, spikes.neurons);
      for (const { times, values } of [...signals, ...profiles]) parts.push(times, values);
    }
    return hashOf(parts);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    return `refused: ${error.code} at ${error.span?.start}, ${error.message}`;
  }
}

/** The function of that name at 20,000 arguments of all magnitudes and signs. */
async function numbersOfMathematics(name: string): Promise<string> {
  const { arity, define } = definitions[name as keyof typeof definitions];
  const draws = stream(1, 1, 1);
  const argument = () => {
    const sign = draws.uniform() < 0.5 ? -1 : 1;
    // Half of the arguments between 2^-30 and 2^30 in magnitude, half where the functions bend.
    return sign * (draws.uniform() < 0.5 ? 2 ** Math.floor(60 * draws.uniform() - 30) * (1 + draws.uniform()) : 8 * draws.uniform());
  };
  const values = Float64Array.from({ length: 20_000 }, () => {
    const given = Array.from({ length: arity }, argument);
    return define(numberOperations, ...given);
  });
  return hashOf([values]);
}

async function numbersOfStreams(seed: string): Promise<string> {
  const draws = stream(Number(seed), 2, 3);
  return hashOf([Float64Array.from({ length: 30_000 }, (_, i) => [draws.uniform(), draws.normal(), draws.exponential()][i % 3]!)]);
}

/** NaN may have any payload, so it is written as one value. */
async function hashOf(parts: readonly ArrayLike<number>[]): Promise<string> {
  const all = parts.flatMap((part) => Array.from(part));
  const view = new DataView(new ArrayBuffer(8 * all.length));
  for (const [i, value] of all.entries()) view.setFloat64(8 * i, Number.isNaN(value) ? Number.NaN : value, true);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", view.buffer));
  return `${all.length} numbers, ${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
