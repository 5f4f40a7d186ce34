/** What a document says, for the panels. */
import type { Opened, ShownEntry } from "../../src/session/index.ts";
import type { Described } from "./contract.ts";

/** Title, remarks and typeset equations of an opened document. */
export function describe(opened: Opened, entries: readonly ShownEntry[]): Described {
  const remark = (kind: "error" | "warning") => (error: Opened["errors"][number]) => ({ kind, message: error.message, hint: error.hint });
  return {
    title: opened.experiment?.title ?? opened.name,
    remarks: [...opened.errors.map(remark("error")), ...opened.warnings.map(remark("warning"))],
    notes: opened.notes,
    dials: [],
    entries: entries.map(({ path, equations, rules, states }) => ({ path, equations, rules, states })),
    sound: opened.experiment !== undefined,
  };
}
