/** Stimuli: terms of the inputs that they drive. */
import { LapicqueError, unreachable } from "../../base/index.ts";
import { binary, name as nameTree, substitute, type Tree } from "../../language/index.ts";
import type { Quantity, Stimulus, Value } from "../../model/index.ts";
import { dimensionless } from "../../units/index.ts";
import type { Group } from "./group.ts";
import { variableName } from "./names.ts";
import { arrayText, during, type Script, stepOfCells, timeText } from "./script.ts";
import { spell, spellNumber } from "./spell.ts";
import { baseUnit } from "./units.ts";
import { constantOf, givenValue, inUnitOf, numpyDraw, quantityText, unitIn } from "./values.ts";

/** Writes every stimulus into the inputs of its targets. */
export function writeStimuli(script: Script): void {
  for (const stimulus of script.experiment.stimuli)
    script.attempt(`stimuli.${stimulus.name}`, () => {
      for (const [k, target] of stimulus.targets.entries()) {
        // A field is refused as a whole.
        if (!script.groups.has(target.population)) continue;
        const course = new Course(script, stimulus, k);
        const group = script.group(target.population);
        const term = course.term();
        if (term === undefined) continue;
        const conditions = [during(stimulus.start, stimulus.stop), script.within(target)].filter((one) => one !== undefined);
        group.drive(target.input, conditions.length === 0 ? term : `int(${conditions.join(" and ")})*(${term})`);
      }
    });
}

/** One stimulus on one of its targets. */
class Course {
  private readonly script: Script;
  private readonly stimulus: Stimulus;
  private readonly group: Group;
  private readonly input: Quantity;

  constructor(script: Script, stimulus: Stimulus, target: number) {
    const { population, input } = stimulus.targets[target]!;
    this.script = script;
    this.stimulus = stimulus;
    this.group = script.group(population);
    this.input = this.group.input(input);
  }

  /** Time since the stimulus began, in internal units. */
  private get since(): string {
    const { start } = this.stimulus;
    return start === 0 ? "t" : `(t - ${timeText(start)})`;
  }

  /** The input as a function of `t` and `i`; undefined for noise that goes into the equations. */
  term(): string | undefined {
    const { wave } = this.stimulus;
    switch (wave.kind) {
      case "step":
        return this.value(wave.amplitude, "amplitude");
      case "ramp": {
        const [from, to] = [this.value(wave.from, "from"), this.value(wave.to, "to")];
        const length = this.stimulus.stop - this.stimulus.start;
        const end = Number.isFinite(length) ? length : this.script.experiment.run.duration - this.stimulus.start;
        return `${from} + (${to} - (${from}))*${this.since}/(${timeText(end)})`;
      }
      case "pulses":
        return this.pulses(wave);
      case "sine": {
        const angle = `2*pi*${this.frequency(wave.frequency)}*${this.since} + ${this.plain(wave.phase)}`;
        return `${this.value(wave.offset, "offset")} + ${this.factor(wave.amplitude, "amplitude")}*sin(${angle})`;
      }
      case "chirp":
        return this.chirp(wave);
      case "noise":
        return this.coloured(wave);
      case "white-noise":
        return this.white(wave.mean, wave.intensity);
      case "expression":
        return spell(wave.tree, this.group.lookup, this.input.dimension);
      case "recording":
        return this.recording(wave);
      case "clamp":
        throw new LapicqueError("export-clamp", {});
      default:
        return unreachable(wave);
    }
  }

  private pulses({ amplitude, period, width, count }: Extract<Stimulus["wave"], { kind: "pulses" }>): string {
    const [every, long] = [this.time(period), this.time(width)];
    const phase = `${this.since} % (${every})`;
    const last = Number.isFinite(count) ? ` and ${this.since} < ${count}*(${every})` : "";
    return `${this.factor(amplitude, "amplitude")}*int(${phase} < ${long}${last})`;
  }

  private chirp({ amplitude, from, to, phase, offset }: Extract<Stimulus["wave"], { kind: "chirp" }>): string {
    const [a, b] = [this.frequency(from), this.frequency(to)];
    const end = Number.isFinite(this.stimulus.stop) ? this.stimulus.stop : this.script.experiment.run.duration;
    const sweep = `(${b} - ${a})*${this.since}/(2*${timeText(end - this.stimulus.start)})`;
    const angle = `2*pi*(${a} + ${sweep})*${this.since} + ${this.plain(phase)}`;
    return `${this.value(offset, "offset")} + ${this.factor(amplitude, "amplitude")}*sin(${angle})`;
  }

  /** A value in the unit of the input: a number, a variable of each neuron, or an array over time where it is drawn anew. */
  private value(value: Value, what: string): string {
    const { redraw, each, start } = this.stimulus;
    if (value.kind === "expression") {
      const constant = constantOf(value.tree, this.group.known);
      const into = unitIn([value.tree], this.input.dimension);
      return constant === undefined
        ? spell(value.tree, this.group.lookup, this.input.dimension)
        : quantityText(constant, into.unit === "" ? inUnitOf(this.input) : into);
    }
    const object = this.script.names.take(`${this.stimulus.name}_${what}`);
    const drawn = (count: string) => {
      const text = numpyDraw(value.draw, this.input.factor, count, this.group.known);
      if (text === undefined) throw new LapicqueError("export-draw", { kind: value.draw.kind });
      return text;
    };
    const unit = quantityText(this.input.factor, inUnitOf(this.input));
    if (redraw !== undefined) {
      const rows = Math.ceil(this.script.experiment.run.duration / redraw) + 1;
      const shape = each === "neuron" ? `(${rows}, ${this.group.population.size})` : `${rows}`;
      this.script.before.push(`${object} = TimedArray(${drawn(shape)}*${unit}, dt=${timeText(redraw)})`);
      return `${object}(${start === 0 ? "t" : this.since}${each === "neuron" ? ", i" : ""})`;
    }
    if (each === "neuron") {
      const name = this.group.take(`${variableName(this.stimulus.name)}_${what}`);
      const given = givenValue(value, inUnitOf(this.input), `${this.group.population.size}`, this.group.lookup, this.group.known);
      this.group.words.set(name, { text: name, dimension: this.input.dimension });
      this.group.equations.push(`${name} : ${baseUnit(this.input.dimension)} (constant)`);
      this.group.after.push(`${this.group.object}.${name} = ${given.kind === "string" ? `'${given.text}'` : given.text}`);
      return name;
    }
    this.script.before.push(`${object} = (${drawn("1")}*${unit})[0]`);
    return object;
  }

  private factor(value: Value, what: string): string {
    return `(${this.value(value, what)})`.replace(/^\(([\w.*-]*)\)$/, "$1");
  }

  private time(value: Value): string {
    const constant = this.constant(value);
    return timeText(constant);
  }

  private frequency(value: Value): string {
    return `${Number((1000 * this.constant(value)).toPrecision(15))}*Hz`;
  }

  private plain(value: Value): string {
    return spellNumber(this.constant(value), dimensionless);
  }

  private constant(value: Value): number {
    const found = value.kind === "expression" ? constantOf(value.tree, this.group.known) : undefined;
    if (found === undefined) throw new LapicqueError("export-drawn-course", {});
    return found;
  }

  private get step(): number {
    return this.script.experiment.run.step ?? stepOfCells;
  }

  /** Exact samples of an Ornstein-Uhlenbeck process, held between. */
  private coloured({ mean, sd, tau, step }: Extract<Stimulus["wave"], { kind: "noise" }>): string {
    const object = this.script.names.take(this.stimulus.name);
    const rows = Math.ceil(this.script.experiment.run.duration / step) + 1;
    const columns = this.stimulus.each === "neuron" ? this.group.population.size : 1;
    const [m, s] = [mean, sd].map((value) => quantityText(this.constant(value), inUnitOf(this.input)));
    const decay = Math.exp(-step / this.constant(tau));
    this.script.before.push(
      `${object} = rng.standard_normal((${rows}, ${columns}))`,
      `for k in range(1, len(${object})):`,
      `    ${object}[k] = ${decay}*${object}[k - 1] + ${Math.sqrt(1 - decay * decay)}*${object}[k]`,
      `${object} = TimedArray(${m} + ${s}*${object}${columns === 1 ? "[:, 0]" : ""}, dt=${timeText(step)})`,
    );
    return `${object}(${this.since}${columns === 1 ? "" : ", i"})`;
  }

  /** Noise of each neuron goes into the equations; noise that neurons share is drawn for each step. */
  private white(mean: Value, intensity: Value): string | undefined {
    const isOwn = this.stimulus.each === "neuron" || this.group.population.size === 1;
    const offset = this.value(mean, "mean");
    if (!isOwn) return `${offset} + ${this.commonNoise(intensity)}`;
    if (
      this.stimulus.start > 0 ||
      this.stimulus.stop < this.script.experiment.run.duration ||
      this.script.within(this.stimulus.targets[0]!)
    )
      throw new LapicqueError("export-noise-window", {});
    const number = this.group.population.flow.noises.length + this.group.noisy.size + 1;
    const source: Tree = { kind: "name", name: `xi_${number}` };
    if (intensity.kind !== "expression") throw new LapicqueError("export-drawn-course", {});
    const { name } = this.input;
    const added = binary("+", nameTree(name), binary("*", intensity.tree, source));
    const before = this.group.noisy.get(name);
    this.group.noisy.set(name, before ? substitute(before, new Map([[name, added]])) : added);
    return offset;
  }

  private commonNoise(intensity: Value): string {
    const object = this.script.names.take(this.stimulus.name);
    const rows = Math.ceil(this.script.experiment.run.duration / this.step) + 1;
    const size = quantityText(this.constant(intensity) / Math.sqrt(this.step), inUnitOf(this.input));
    this.script.before.push(`${object} = TimedArray(${size}*rng.standard_normal(${rows}), dt=${timeText(this.step)})`);
    return `${object}(t)`;
  }

  /** The samples on the grid of the steps. */
  private recording({ asset, interpolate, neurons }: Extract<Stimulus["wave"], { kind: "recording" }>): string {
    const { time, value } = this.script.experiment.assets[asset]!.columns;
    if (neurons !== undefined || !time || !value) throw new LapicqueError("export-recording", {});
    const object = this.script.names.take(this.stimulus.name);
    const at = `np.arange(0, ${this.script.experiment.run.duration}, ${this.step})`;
    const [times, values] = [arrayText(time), arrayText(value.map((one) => one / this.input.factor))];
    const unit = quantityText(this.input.factor, inUnitOf(this.input));
    const sampled = interpolate === "linear" ? `np.interp(${at}, ${times}, ${values})` : `held(${at}, ${times}, ${values})`;
    this.script.before.push(`${object} = TimedArray(${sampled}*${unit}, dt=${timeText(this.step)})`);
    return `${object}(${this.since})`;
  }
}
