/** What is recorded of populations over potential and conductance, as channels. */
import type { Axis, Channel } from "../../../contract/index.ts";
import type { Recording } from "../../../model/index.ts";
import { midpoints } from "../../profiles.ts";
import { recordedTaps, signalsOf } from "../../taps.ts";
import type { DensityGrid } from "../grid.ts";
import { reads } from "../reading.ts";
import { activityTapsOf, type DensityTap, mean } from "../recorder.ts";
import { largest } from "../taps.ts";
import type { PlaneCell, PlanePlan } from "./plan.ts";
import type { PlanePopulation } from "./population.ts";

type Tap = DensityTap<PlanePopulation>;
type Look = Tap["look"];

/** Of so many profiles over the potential one over potential and conductance is kept: a run of usual length has about 20. */
const profilesPerPlane = 20;

/** The channels of a run. */
export function planeTaps(plan: PlanePlan): readonly Tap[] {
  const { experiment, step } = plan;
  return experiment.populations.flatMap((population): readonly Tap[] => {
    const cell = plan.cells.find((one) => one.cell.population === population)!;
    return [
      ...activityTapsOf(experiment, population, step),
      ...experiment.recordings.flatMap((recording) => (recording.population === population.name ? measured(cell, recording) : [])),
      ...signalTaps(plan, cell),
    ];
  });
}

function measured({ reading, grid: { v, g } }: PlaneCell, { population, from, to, what }: Recording): readonly Tap[] {
  const { size, flow } = reading.population;
  const [potential, conductance] = [reading.potential, reading.conductance].map((state) => flow.states.find(({ name }) => name === state)!);
  const isWhole = from === 0 && to === size;
  const tap = (label: string, unit: string, factor: number, look: Look, more: Partial<Tap & Channel> = {}): Tap => {
    const { axes, every, kind = "samples" } = more;
    const full = isWhole ? label : `${label} of [${from}:${to}]`;
    const channel: Channel = { id: `${population}.${full}`, population, label: full, unit, factor, kind, ...(axes && { axes }) };
    return { channel, population, from, to, when: kind === "profiles" ? "profile" : "sample", look, ...(every && { every }) };
  };
  const axisOf = ({ name, unit, factor }: NonNullable<typeof potential>, { low, width, cells }: DensityGrid): Axis => {
    return { name, unit, factor, values: midpoints(low, width, cells) };
  };
  const [overV, overG] = [axisOf(potential!, v), axisOf(conductance!, g)];
  const per = [overV.unit, overG.unit].filter((unit) => unit !== "").map((unit) => `1/${unit}`);
  const both = { unit: per.join("*"), factor: 1 / (overV.factor * overG.factor), area: v.width * g.width };
  switch (what.kind) {
    case "mass":
      return [tap("mass", "", 1, (all, cells) => [mean(all, cells, (i) => all[i]!.mass)])];
    case "density":
      return [
        tap("density", overV.unit === "" ? "" : `1/${overV.unit}`, 1 / overV.factor, overPotential(v.width), {
          kind: "profiles",
          axes: [overV],
        }),
        tap("joint density", both.unit, both.factor, turned(both.area), {
          kind: "profiles",
          axes: [overV, overG],
          every: profilesPerPlane,
        }),
      ];
    case "sup":
      return [tap("sup", both.unit, both.factor, (all, cells) => [largest(overBoth(both.area)(all, cells))])];
    default:
      return [];
  }
}

/** The same with the conductances running fastest. */
function turned(area: number): Look {
  return (populations, cells) => {
    const { v, g } = populations[cells[0]!]!.medium.grid;
    const both = overBoth(area)(populations, cells);
    return Float64Array.from({ length: both.length }, (_, k) => both[(k % g.cells) * v.cells + Math.floor(k / g.cells)]!);
  };
}

/** Density over potential and conductance {conductances, potentials}. */
function overBoth(area: number): Look {
  return (populations, cells) => {
    const density = new Float64Array(populations[cells[0]!]!.masses.length);
    const all = cells.reduce((sum, i) => sum + populations[i]!.size, 0);
    for (const i of cells) {
      const { masses, size } = populations[i]!;
      for (let k = 0; k < density.length; k++) density[k]! += (size * masses[k]!) / (all * area);
    }
    return density;
  };
}

/** Density over the potential alone. */
function overPotential(width: number): Look {
  return (populations, cells) => {
    const { v, g } = populations[cells[0]!]!.medium.grid;
    const both = overBoth(width)(populations, cells);
    const density = new Float64Array(v.cells);
    for (let j = 0; j < g.cells; j++) for (let i = 0; i < v.cells; i++) density[i]! += both[j * v.cells + i]!;
    return density;
  };
}

/** What neurons share, and means over them: of single neurons nothing is known. */
function signalTaps({ experiment }: PlanePlan, { reading }: PlaneCell): readonly Tap[] {
  const { population, program, potential, conductance } = reading;
  const signals = signalsOf(experiment, population);
  return recordedTaps(experiment, population).flatMap(({ channel, column, mean: over }): readonly Tap[] => {
    if (column === undefined) return [];
    const isOwn = [potential, conductance].some((state) => reads(program, signals[column]!.tree, state));
    if (isOwn && over === undefined) return [];
    const { from, to } = over ?? { from: channel.neuron!, to: channel.neuron! + 1 };
    const look: Look = (all, ours) => [mean(all, ours, (i) => meanOver(all[i]!, column))];
    return [{ channel, population: population.name, from, to, when: "sample", look }];
  });
}

/** Mean of a recorded expression over the neurons. */
function meanOver({ medium, masses, mass }: PlanePopulation, column: number): number {
  const values = medium.signal(column);
  let sum = 0;
  for (let k = 0; k < masses.length; k++) sum += masses[k]! * values[k]!;
  return sum / mass;
}
