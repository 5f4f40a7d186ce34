/** What the text editor asks: what can be written at the cursor, and what stands there means. Loaded when it is asked. */
import { figures } from "../../../src/figures/index.ts";
import {
  type Completion,
  completeAt,
  type Environment,
  type Knowledge,
  type Meaning,
  meaningAt,
  measures,
  titles,
  Workbench,
} from "../../../src/session/index.ts";
import type { CursorRequest } from "./messages.ts";

const knowledge: Knowledge = {
  titles: new Map([...titles, ...figures.map(({ id, title }) => [id, title] as const)]),
  measures,
  figureOptions: async (id) => {
    const figure = await figures.find((one) => one.id === id)?.load();
    return Object.fromEntries(
      Object.entries(figure?.options ?? {}).map(([name, option]) => {
        return [name, option.kind === "choice" ? { meaning: option.meaning, words: option.words } : { meaning: option.meaning }];
      }),
    );
  },
};

/** Owns the text that was last asked about, as it was opened. */
export class Editing {
  readonly #bench: Workbench;

  constructor(environment: Environment) {
    this.#bench = new Workbench(environment);
  }

  async complete({ text, offset }: CursorRequest): Promise<Completion | null> {
    return (await completeAt(text, offset, knowledge)) ?? null;
  }

  async meaning({ text, offset, name }: CursorRequest): Promise<Meaning | null> {
    const { bound } = await this.#bench.open(text, name);
    return (await meaningAt(text, offset, knowledge, bound)) ?? null;
  }
}
