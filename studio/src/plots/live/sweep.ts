/** What an oscilloscope shows of a running simulation: the present sweep up to the beam, and what is left of the sweep before. */
import type { Result, Signal, Spikes } from "../../../../src/contract/index.ts";
import { firstAtLeast } from "../../../../src/figures/index.ts";
import { join, type Recorder } from "./recorder.ts";

/** The share of the screen ahead of the beam that is dark. */
const GAP = 0.04;

interface Sweep {
  /** When the present sweep began. */
  readonly begin: number;
  readonly span: number;
  /** How far it has come. */
  readonly beam: number;
}

/**
 * The screen as a result whose time runs from 0 to `span`, so that it is drawn as any other.
 * @param model  the last result of the document: its names, units and the shape of its spikes
 */
export function sweepOf(recorder: Recorder, span: number, model: Result): Result {
  const begin = Math.floor(recorder.time / span) * span;
  const sweep: Sweep = { begin, span, beam: recorder.time - begin };
  const populations = { ...model.populations };
  for (const [name, spikes] of Object.entries(recorder.spikes(begin - span)))
    populations[name] = { ...(populations[name] ?? { size: 1 }), spikes: foldSpikes(spikes, sweep) };
  const { comparison: _, ...rest } = model;
  return {
    ...rest,
    title: "",
    transient: 0,
    duration: span,
    outcome: { kind: "completed", time: span, error: null, message: null, remedy: null },
    populations,
    signals: recorder.signals(begin - span).map((signal) => foldSignal(signal, sweep)),
  };
}

/** Where the present sweep begins in ascending times, and where the rest of the one before. */
function places(times: Float64Array, { begin, span, beam }: Sweep): readonly [first: number, old: number] {
  const first = firstAtLeast(times, begin);
  return [first, Math.min(first, firstAtLeast(times, begin - span + beam + GAP * span))];
}

/** A value that is none interrupts the line at the beam. */
function foldSignal({ channel, times, values }: Signal, sweep: Sweep): Signal {
  const [first, old] = places(times, sweep);
  return {
    channel,
    times: foldTimes(times, sweep, [sweep.beam]),
    values: join([values.subarray(first), Float64Array.of(Number.NaN), values.subarray(old, first)]),
  };
}

function foldSpikes({ times, neurons }: Spikes, sweep: Sweep): Spikes {
  const [first, old] = places(times, sweep);
  return { times: foldTimes(times, sweep, []), neurons: Uint32Array.of(...neurons.subarray(first), ...neurons.subarray(old, first)) };
}

/** Times on the screen: those of the present sweep, those between, those of the sweep before. */
function foldTimes(times: Float64Array, sweep: Sweep, between: readonly number[]): Float64Array {
  const [first, old] = places(times, sweep);
  const { begin, span } = sweep;
  return join([
    times.subarray(first).map((time) => time - begin),
    Float64Array.from(between),
    times.subarray(old, first).map((time) => time - begin + span),
  ]);
}
