/** The run of a document as an orbit. */
import type { Orbit } from "../../contract/index.ts";
import { traceOrbit } from "../orbit.ts";
import type { Setting } from "./setting.ts";

/** Tolerance and steps of the orbit that is drawn and that the window holds. */
const drawn = { tolerance: 1e-8, steps: 20_000 };

/** More stretches than this are a noisy input: its mean is followed instead. */
const mostStretches = 400;

/** The run: from the start through its stretches, or with the given inputs all the time where they are not those of the run. */
export function runOf({ system, p, start }: Setting): Orbit {
  const { course, inputCount, parameters } = system;
  const duration = course.at(-1)?.to ?? 0;
  const first = p.length - inputCount;
  const isRun = parameters.slice(first).every(({ value }, k) => value === p[first + k]);
  if (!isRun || course.length < 2 || course.length > mostStretches) return traceOrbit(system, p, start, { duration, ...drawn });
  const pieces: Orbit[] = [];
  let y = Float64Array.from(start);
  for (const { from, to, inputs } of course) {
    const moved = Float64Array.from(p);
    moved.set(inputs, first);
    const piece = traceOrbit(system, moved, y, { duration: to - from, ...drawn });
    pieces.push({ ...piece, times: piece.times.map((time) => from + time), spikes: piece.spikes.map((time) => from + time) });
    y = Float64Array.from(piece.states, (values, i) => values.at(-1)! * system.states[i]!.factor);
    if (piece.end === "escape") break;
  }
  const columns = pieces.map(({ states }) => states);
  return {
    times: joined(pieces.map(({ times }) => times)),
    states: system.states.map((_, i) => joined(columns.map((states) => states[i]!))),
    spikes: pieces.flatMap(({ spikes }) => spikes),
    backwards: false,
    end: pieces.at(-1)!.end,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
