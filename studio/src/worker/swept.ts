/** A sweep of a document. A module of its own, so that the first picture need not wait for its code. */
import type { SweepResult } from "../../../src/contract/index.ts";
import { type Environment, type Opened, sweep } from "../../../src/session/index.ts";
import type { Answer, SweepRequest } from "./messages.ts";
import { readSound } from "./read.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

/** Between two pictures of a sweep [ms]. */
const PICTURE = 100;

export async function sweepOf(environment: Environment, request: SweepRequest, tell: Tell): Promise<Answer<SweepResult>> {
  const { host } = environment;
  try {
    const opened = await openSweep(environment, request);
    let shown = Number.NEGATIVE_INFINITY;
    const { result, failures } = await sweep(host, opened, {
      progress: ({ fraction, what, secondsLeft }) => tell("stage", { fraction, what, secondsLeft }),
      onPoint: (soFar) => {
        if (host.now() - shown < PICTURE) return;
        shown = host.now();
        tell("grown", soFar);
      },
    });
    return { value: { ...result, notes: [...result.notes, ...failures.map(({ point, message }) => `${point}: ${message}`)] } };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** The document with its axes: its own, or one over a number, of which nothing is recorded but what is measured. */
async function openSweep(environment: Environment, { settings: { over, measure }, ...document }: SweepRequest): Promise<Opened> {
  const own = await readSound(environment, document, { isSweep: true });
  if (!over) return own;
  const measured = measure ?? own.measures[0];
  const population = measured?.slice(0, measured.lastIndexOf("."));
  const set = [
    `${over.path}=${over.low}:${over.high}:${over.points}`,
    ...(population === undefined ? [] : [`record={ ${population}: [spikes] }`]),
  ];
  const opened = await readSound(environment, document, { isSweep: true, set });
  // The document's own axes come first.
  return { ...opened, axes: opened.axes.slice(-1), measures: measured === undefined ? [] : [measured] };
}
