/** `lapicque list [KIND]`: what there is. */
import { LapicqueError } from "../../base/index.ts";
import { figures } from "../../figures/index.ts";
import { listItems, printJson } from "../../session/index.ts";
import { deliver } from "../open.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

export const list: Action = async (shell, given) => {
  const examples = (await shell.examples()).map((id) => ({ kind: "example", id, title: `lapicque run example:${id}` }));
  const drawn = figures.map(({ id, title }) => ({ kind: "figure", id, title }));
  const items = [...(await listItems()), ...drawn, ...examples];
  const wanted = given.doc.replace(/s$/, "");
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  // A synapse list that is empty today is still a kind.
  if (wanted && !kinds.includes(wanted) && wanted !== "synapse") {
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
