/** Where the rows are computed: documents run through the session exactly as a user's are. */
import { InternalError, LapicqueError } from "../base/index.ts";
import type { Continuation, FiringCurve, PhasePortrait, Result, Signal, SteadyResult } from "../contract/index.ts";
import {
  type Cancellation,
  type Changes,
  type CurveOptions,
  type Environment,
  firingUnit,
  type Opened,
  openModel,
  openText,
  phase,
  phaseOver,
  run,
  steady,
} from "../session/index.ts";

export interface Lab {
  /** Runs a document that is given as text on its first scale. Each text is run once. */
  run(text: string): Promise<Result>;
  /** Runs the document of a catalogue model (`adex`, `adex.tonic`), exactly as a gallery opens it but for the changes. */
  runModel(name: string, changes?: Changes): Promise<Result>;
  /** The f-I curve of a catalogue model. */
  firing(name: string, options?: CurveOptions): Promise<FiringCurve>;
  /** Stationary states of a document that is given as text; with a parameter also what happens over `NAME=a:b`. */
  steady(text: string, over?: string): Promise<SteadyResult>;
  /** Phase portrait of a document that is given as text. */
  phase(text: string): Promise<PhasePortrait>;
  /** Fixed points and cycles of a catalogue model over `NAME=a:b`; each once. */
  over(name: string, over: string, of?: "fixed points"): Promise<Continuation>;
}

/** A lab on a host's clock; documents are texts, so no file is read. A run that is stopped rejects with `run-cancelled`. */
export function lab(environment: Environment, signal?: Cancellation): Lab {
  const done = new Map<string, Promise<Result>>();
  const compute = async (opened: Opened) => {
    if (!opened.experiment)
      throw new InternalError(`a document of verify is wrong: ${opened.errors.map(({ message }) => message).join("; ")}`);
    const [ran] = await run(environment.host, opened, signal ? { signal } : {});
    const { outcome } = ran!.result;
    if (outcome.kind === "cancelled") throw new LapicqueError("run-cancelled", { time: `${outcome.time}` });
    return ran!.result;
  };
  const once = (key: string, open: () => Promise<Opened>) => {
    const known = done.get(key);
    if (known) return known;
    const result = open().then(compute);
    done.set(key, result);
    return result;
  };
  const continued = new Map<string, Promise<Continuation>>();
  return {
    over: (name, over, of) => {
      if (signal?.aborted) throw new LapicqueError("run-cancelled", { time: "0" });
      const key = JSON.stringify([name, over, of ?? ""]);
      const known = continued.get(key) ?? openModel(environment, name, {}).then((opened) => phaseOver(opened, over, of ? { of } : {}));
      continued.set(key, known);
      return known;
    },
    steady: async (text, over) => {
      if (signal?.aborted) throw new LapicqueError("run-cancelled", { time: "0" });
      return steady(await openText(environment, text, "verify"), { over });
    },
    phase: async (text) => {
      if (signal?.aborted) throw new LapicqueError("run-cancelled", { time: "0" });
      return phase(await openText(environment, text, "verify"));
    },
    run: (text) => once(text, () => openText(environment, text, "verify")),
    runModel: (name, changes = {}) => once(JSON.stringify([name, changes]), () => openModel(environment, name, changes)),
    firing: async (name, options = {}) => {
      if (signal?.aborted) throw new LapicqueError("run-cancelled", { time: "0" });
      const unit = await firingUnit(await openModel(environment, name, {}));
      try {
        return unit.curve(options);
      } finally {
        unit.close();
      }
    },
  };
}

/** Spike times of one population [ms]. */
export function spikesOf(result: Result, population = "cell"): Float64Array {
  return result.populations[population]?.spikes?.times ?? new Float64Array();
}

/** The recorded signal of that label. */
export function signalOf(result: Result, label: string): Signal {
  const signal = result.signals.find(({ channel }) => channel.label === label);
  if (!signal) throw new InternalError(`verify recorded no ${label}`);
  return signal;
}

/** Last sample of a signal. */
export function lastOf(result: Result, label: string): number {
  return signalOf(result, label).values.at(-1) ?? Number.NaN;
}
