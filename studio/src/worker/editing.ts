/** What the text editor asks: what can be written at the cursor. Loaded when somebody types. */
import { figures } from "../../../src/figures/index.ts";
import { type Completion, completeAt, type Knowledge, measures, titles } from "../../../src/session/index.ts";
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

export async function completionOf({ text, offset }: CursorRequest): Promise<Completion | null> {
  return (await completeAt(text, offset, knowledge)) ?? null;
}
