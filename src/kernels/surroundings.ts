/** What a neuron is given from outside: its parameters, and what drives its inputs. */
import type { NeuronBody } from "./body.ts";
import { Drive, type Driving, held } from "./drive.ts";
import type { Furnishing, NeuronSetup } from "./neuron-setup.ts";
import type { Program } from "./program.ts";
import type { Constants } from "./values.ts";

/** The document's values, and the others that have been given since. */
export class Surroundings {
  constants: Constants;
  drive: Drive;
  #driving: Driving;
  #values: Furnishing["values"];
  readonly #program: Program;
  readonly #setup: NeuronSetup;
  readonly #changed = new Map<string, number>();
  readonly #held = new Map<string, number>();

  constructor(setup: NeuronSetup) {
    this.#setup = setup;
    this.#program = setup.machine.program;
    const { constants, driving, values } = setup.furnish(this.#changed);
    this.constants = constants;
    this.#driving = driving;
    this.#values = values;
    this.drive = new Drive(this.#program, driving);
  }

  /** Another value of a parameter, or one for an input in place of all that drives it. */
  set(name: string, value: number): void {
    if (this.#program.flow.inputs.some((input) => input.name === name)) {
      this.#held.set(name, value);
      this.#driving = held(this.#driving, name, value);
    } else {
      this.#changed.set(name, value);
      const { constants, driving, values } = this.#setup.furnish(this.#changed);
      this.constants = constants;
      if (this.#setup.stimuliReadParameters) {
        this.#values = values;
        this.#driving = driving;
        for (const [input, constant] of this.#held) this.#driving = held(this.#driving, input, constant);
      }
    }
    this.drive = new Drive(this.#program, this.#driving);
  }

  /** Writes parameters and other constants into the slots. What varies is written by the drive. */
  write(body: NeuronBody): void {
    body.numbers.set(this.constants.parameters, body.p);
    for (const [slot, value] of this.#values) body.numbers[body.placeOf(slot)] = value;
  }
}
