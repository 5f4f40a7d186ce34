/** Names of the document that an inner scope hides: allowed, and worth knowing. */
import { child, entriesOf } from "../document/node.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";

/** Warns of every parameter or input of an entry that hides a parameter of the document. */
export function warnHidden(context: Context, parameters: ParameterTable): void {
  for (const section of ["neurons", "rates", "fields", "synapses", "populations"] as const) {
    for (const [, entry] of entriesOf(child(context.root, section))) {
      for (const key of ["parameters", "inputs"] as const) {
        for (const [name, inner] of entriesOf(child(entry.value, key))) {
          if (parameters.has(name)) context.warn("hidden-name", { name, by: key === "inputs" ? "an input" : "a parameter" }, inner.key);
        }
      }
    }
  }
}
