/** `lapicque list [KIND]`: what there is. */
import { LapicqueError } from "../../base/index.ts";
import { figures } from "../../figures/index.ts";
import { type Item, listItems, openFile, printJson } from "../../session/index.ts";
import { deliver, environment } from "../open.ts";
import type { Shell } from "../shell.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

export const list: Action = async (shell, given) => {
  const examples = await Promise.all((await shell.examples()).map((id) => exampleItem(shell, id)));
  const drawn = figures.map(({ id, title }) => ({ kind: "figure", id, title }));
  const items = [...(await listItems()), ...drawn, ...examples];
  const wanted = given.doc.replace(/^stimuli$/, "stimulus").replace(/^(?!stimulus$)(.*)s$/, "$1");
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  if (wanted && !kinds.includes(wanted)) {
    throw new LapicqueError("unknown-kind", {
      name: given.doc,
      known: kinds.map((kind) => (kind === "stimulus" ? "stimuli" : `${kind}s`)),
    });
  }
  const chosen = wanted ? items.filter(({ kind }) => kind === wanted) : items;
  const rows = chosen.map(({ kind, id, title }) => (wanted ? [id, title] : [kind, id, title]));
  await deliver(shell, given, {
    json: { name: "list.json", text: `${printJson({ items: chosen.map((item) => ({ ...item })) })}\n` },
    human: table(rows),
  });
  return 0;
};

/** An example with the title of its document. */
async function exampleItem(shell: Shell, id: string): Promise<Item> {
  const { experiment } = await openFile(environment(shell), shell.shipped(`examples/${id}.yaml`), {});
  return { kind: "example", id, title: experiment?.title ?? id };
}
