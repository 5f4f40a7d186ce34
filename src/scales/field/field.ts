/** Fields: equations whose variables are functions of place. */
import { InternalError, LapicqueError } from "../../base/index.ts";
import type { Options, Outcome, Plan, Reason, Scale, Simulation, Snapshot } from "../../contract/index.ts";
import { type FieldModel, FieldRun, type FieldState, fieldModel, fieldNeeds, gridTime, profileTicks } from "../../kernels/index.ts";
import type { Experiment } from "../../model/index.ts";

import { stationary } from "./stationary/index.ts";

const id = "field";

/** Neural fields (Wilson & Cowan 1973, doi 10.1007/BF00288786; Amari 1977, doi 10.1007/BF00337259). */
export const field: Scale = {
  id,
  stationary,
  accepts(experiment) {
    const others = othersIn(experiment);
    if (experiment.fields.length === 0) return [{ code: "scale-needs-fields", data: { scale: id } }];
    const reasons: Reason[] = experiment.demands
      .filter(({ feature }) => feature !== "fields")
      .map(({ feature, where }) => ({ code: "scale-lacks", data: { scale: id, feature, where } }));
    if (others !== undefined) reasons.push({ code: "scale-ignores-rates", data: { scale: id, other: others } });
    if (reasons.length > 0) return reasons;
    return experiment.fields.flatMap((one) => {
      const model = fieldModel(experiment, one, experiment.run.seed);
      return "code" in model ? [model] : [];
    });
  },
  plan(experiment, options): Plan {
    const models = modelsOf(experiment, options.seed);
    const [first] = models;
    const isDrawn = experiment.fields.some(({ flow }) => flow.noises.length > 0) || JSON.stringify(experiment).includes('"kind":"draw"');
    const hasNoise = experiment.stimuli.some(({ wave }) => wave.kind === "noise" || wave.kind === "white-noise");
    return {
      experiment,
      options,
      channels: models.flatMap(({ taps }) => taps.map(({ channel }) => channel)),
      atoms: 1,
      needs: fieldNeeds(models),
      clock: { kind: "grid", step: experiment.run.step! },
      ...(isDrawn || hasNoise ? {} : { isDeterministic: true }),
      chosen: {
        method: first!.method,
        step: experiment.run.step!,
        every: gridTime(profileTicks(first!), experiment.run.step!),
      },
    };
  },
  create({ experiment, options, needs }) {
    const models = modelsOf(experiment, options.seed);
    const runs: FieldRun[] = [];
    for (const model of models) {
      const run = FieldRun.open(model, options.seed);
      if (run === undefined) {
        for (const one of runs) one.close();
        return new FieldSimulation(undefined, models, needs.bytes, experiment, options);
      }
      runs.push(run);
    }
    return new FieldSimulation(runs, models, needs.bytes, experiment, options);
  },
};

/** What a document has beside fields that this scale would leave out. */
function othersIn({ populations, rates }: Experiment): string | undefined {
  if (populations.length > 0) return "populations of neurons";
  return rates.length > 0 ? "entries of `rates`" : undefined;
}

function modelsOf(experiment: Experiment, seed: number): readonly FieldModel[] {
  return experiment.fields.map((one) => {
    const model = fieldModel(experiment, one, seed);
    if ("code" in model) throw new InternalError(`${one.name} was planned although it is refused (${model.code})`);
    return model;
  });
}

interface Saved {
  readonly tick: number;
  readonly hasBegun: boolean;
  readonly fields: readonly FieldState[];
}

class FieldSimulation implements Simulation {
  time = 0;
  readonly #runs: readonly FieldRun[] | undefined;
  readonly #names: readonly string[];
  readonly #bytes: number;
  readonly #step: number;
  readonly #lastTick: number;
  #tick = 0;
  #hasBegun = false;

  /** @param runs  undefined: the machine has no memory for them */
  constructor(
    runs: readonly FieldRun[] | undefined,
    models: readonly FieldModel[],
    bytes: number,
    { run }: Experiment,
    { endless }: Options,
  ) {
    this.#runs = runs;
    this.#names = models.map((model) => model.field.name);
    this.#bytes = bytes;
    this.#step = run.step!;
    this.#lastTick = endless ? Number.POSITIVE_INFINITY : Math.round(run.duration / run.step!);
  }

  advance(until: number): Outcome {
    const runs = this.#runs;
    if (runs === undefined) {
      const gigabytes = Number((this.#bytes / 1e9).toPrecision(2));
      return { kind: "does-not-fit", t: 0, reason: { code: "field-does-not-fit", data: { gigabytes } } };
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      for (const run of runs) run.begin();
      for (const run of runs) run.record(0);
    }
    const target = Math.min(this.#lastTick, Math.floor(until / this.#step + 1e-9));
    while (this.#tick < target) {
      this.#tick++;
      for (const run of runs) {
        const failure = run.advance(this.#tick);
        if (failure === undefined) continue;
        this.time = failure.t;
        return failure;
      }
      for (const run of runs) run.record(this.#tick);
    }
    this.time = until;
    return { kind: "reached" };
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    for (const run of this.#runs ?? []) run.drain(sink);
  }

  set(path: string, value: number): void {
    const { run, name } = this.#find(path);
    run.set(name, value, gridTime(this.#tick, this.#step));
  }

  kick(path: string, by: number): void {
    const { run, name } = this.#find(path);
    run.kick(name, by);
  }

  /** Throws `field-set` for a path that is none of `FIELD.NAME`. */
  #find(path: string): { readonly run: FieldRun; readonly name: string } {
    const [owner = "", name = ""] = path.split(".");
    const run = this.#runs?.[this.#names.indexOf(owner)];
    if (run === undefined || name === "") throw new LapicqueError("field-set", { name: path, where: this.#names.join(", ") });
    return { run, name };
  }

  save(): Snapshot {
    const state: Saved = { tick: this.#tick, hasBegun: this.#hasBegun, fields: this.#runs!.map((run) => run.save()) };
    return { time: this.time, state };
  }

  restore({ time, state }: Snapshot): void {
    // What `save` of the same plan has made.
    const { tick, hasBegun, fields } = state as Saved;
    this.time = time;
    this.#tick = tick;
    this.#hasBegun = hasBegun;
    this.#runs?.forEach((run, k) => {
      run.restore(fields[k]!, gridTime(tick, this.#step));
    });
  }

  close(): void {
    for (const run of this.#runs ?? []) run.close();
  }
}
