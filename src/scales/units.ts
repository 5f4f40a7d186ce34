/** What the scales `cell` and `rate` share: independent units, integrated one after the other. */
import type { Channel, Outcome, Plan, Reason, Scale, Simulation } from "../contract/index.ts";
import { type Choice, choose, memoryOf, programOf, samplingInterval, stimulationOf, tapsOf, Units } from "../kernels/index.ts";
import type { Experiment, Population } from "../model/index.ts";

/** The populations that a scale computes. */
function populationsOf(id: "cell" | "rate", experiment: Experiment): readonly Population[] {
  return id === "cell" ? experiment.populations : experiment.rates;
}

function isChoice(chosen: Choice | Reason): chosen is Choice {
  return "method" in chosen;
}

export function unitScale(id: "cell" | "rate"): Scale {
  return {
    id,
    accepts: (experiment) => reasonsAgainst(id, experiment),
    plan(experiment, options): Plan {
      const populations = populationsOf(id, experiment);
      const channels: Channel[] = [];
      let bytes = 0;
      const chosen: Record<string, string | number> = {};
      for (const population of populations) {
        const choice = choose(experiment, population) as Choice;
        const program = programOf(experiment, population, stimulationOf(experiment, population, options.seed), choice);
        channels.push(...tapsOf(experiment, population, program).map((tap) => tap.channel));
        bytes = Math.max(bytes, 8 * memoryOf(program).each);
        chosen[`${population.name}.method`] = choice.method;
      }
      return {
        experiment,
        options,
        channels,
        atoms: populations.reduce((sum, population) => sum + population.size, 0),
        bytesPerAtom: bytes,
        clock: { kind: "free" },
        chosen,
      };
    },
    create(plan, part): Simulation {
      const { experiment, options } = plan;
      const units: Units[] = [];
      let first = 0;
      for (const population of populationsOf(id, experiment)) {
        const [from, to] = [Math.max(part.from - first, 0), Math.min(part.to - first, population.size)];
        if (from < to) units.push(new Units(experiment, population, options, choose(experiment, population) as Choice, from, to));
        first += population.size;
      }
      return new UnitSimulation(units);
    },
  };
}

function reasonsAgainst(_id: "cell" | "rate", _experiment: Experiment): readonly Reason[] {
  return [];
}

class UnitSimulation implements Simulation {
  time = 0;
  readonly #units: readonly Units[];

  constructor(units: readonly Units[]) {
    this.#units = units;
  }

  advance(until: number): Outcome {
    let outcome: Outcome = { kind: "reached" };
    for (const one of this.#units) {
      const failure = one.advance(until);
      if (failure !== undefined && (outcome.kind === "reached" || failure.t < outcome.t)) outcome = failure;
    }
    this.time = outcome.kind === "reached" ? until : outcome.t;
    return outcome;
  }

  drain(sink: Parameters<Simulation["drain"]>[0]): void {
    for (const one of this.#units) one.drain(this.time, sink);
  }

  close(): void {
    for (const one of this.#units) one.close();
  }
}
