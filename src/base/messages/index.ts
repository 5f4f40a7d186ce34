/** Every sentence with which the program refuses or warns, by code. Each layer has its own table; the error codes of docs/reference.md are generated from them. */

import { agreementMessages } from "./agreement.ts";
import { checkpointMessages } from "./checkpoint.ts";
import { densityMessages } from "./densities.ts";
import { documentMessages } from "./document.ts";
import { eventMessages } from "./events.ts";
import { exportMessages } from "./exports.ts";
import { fieldMessages } from "./fields.ts";
import { languageMessages } from "./language.ts";
import { type Data, joinTables, type Message } from "./message.ts";
import { modelMessages } from "./model.ts";
import { networkMessages } from "./network.ts";
import { populationMessages } from "./populations.ts";
import { runMessages } from "./run.ts";
import { steadyMessages } from "./steady.ts";

/** All tables together. */
export const messages = joinTables([
  languageMessages,
  documentMessages,
  modelMessages,
  networkMessages,
  eventMessages,
  fieldMessages,
  runMessages,
  checkpointMessages,
  steadyMessages,
  populationMessages,
  agreementMessages,
  densityMessages,
  exportMessages,
]);

/** A code of one of the tables. */
export type Code = keyof typeof messages;

/** A sentence without gaps takes an empty object. */
type NoGaps = Readonly<Record<string, never>>;

type GapsOf<F> = F extends () => Message ? NoGaps : F extends (data: infer D) => Message ? D : never;

/** What a code's sentence must be given; for one of several codes, what all of them need. */
export type DataOf<C extends Code> = (C extends Code ? (data: GapsOf<(typeof messages)[C]>) => void : never) extends (
  data: infer D extends Data,
) => void
  ? D
  : never;

/** A code with the data of its sentence. */
export type Complaint = { readonly [C in Code]: { readonly code: C; readonly data: DataOf<C> } }[Code];

/** The sentence and hint of a code. */
export function say<C extends Code>(code: C, data: DataOf<C>): Message {
  // The table's entry for C takes the data of C; TypeScript cannot follow that through an indexed access.
  return (messages[code] as (data: DataOf<C>) => Message)(data);
}
