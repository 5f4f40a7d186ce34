/** Why a document is refused, and what of its text could be changed so that it is not: each offer has been tried. */
import { collect, complain, LapicqueError } from "../../base/index.ts";
import { placeOf } from "../../model/index.ts";
import { scales } from "../../scales/index.ts";
import { chooseScales } from "../choose.ts";
import { type Environment, type Opened, obstacles, openText } from "../open.ts";
import { type Asked, type Edit, type Mends, set } from "./mend.ts";
import { missing } from "./missing.ts";
import { spelling } from "./spelling.ts";
import { superfluous } from "./superfluous.ts";

/** Every mend by the code of the complaint. */
export const mends: Mends = { ...spelling, ...missing, ...superfluous };

/** A complaint about a document, with the edits after which it is gone. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
  readonly offers: readonly Edit[];
}

/** Most edits that are offered for one complaint, and complaints that are looked into. */
const [mostOffers, mostRefusals] = [3, 12] as const;

/**
 * The complaints about a text: its mistakes, or what keeps it from being run; of a document without them, why its scale refuses it, or the
 * scale `scale`. An edit is offered where the complaint is gone in the text that it makes, and no other edit leaves fewer of them.
 */
export async function refusalsOf(environment: Environment, text: string, path: string, scale?: string): Promise<readonly Refusal[]> {
  const before = await read(environment, text, path, scale);
  const refusals: Refusal[] = [];
  for (const error of before.complaints.slice(0, mostRefusals)) {
    const tried: { readonly edit: Edit; readonly left: number }[] = [];
    for (const edit of await candidates({ error, text, opened: before.opened }, scale)) {
      if (tried.some((one) => one.edit.text === edit.text)) continue;
      const { complaints } = await read(environment, edit.text, path, scale);
      if (!complaints.some((one) => isSame(one, error))) tried.push({ edit, left: complaints.length });
    }
    // One complaint may hide another; where an edit leaves fewer, those that only change them are not meant.
    const fewest = Math.min(before.complaints.length, ...tried.map(({ left }) => left));
    const offers = tried.flatMap(({ edit, left }) => (left === fewest ? [edit] : []));
    refusals.push({ message: error.message, hint: error.hint, offers: offers.slice(0, mostOffers) });
  }
  return refusals;
}

/** The edits of the mends; of a complaint of the document's scale also other scales. */
async function candidates(asked: Asked, scale: string | undefined): Promise<readonly Edit[]> {
  const { error, opened } = asked;
  const made = collect([], () => mends[error.code]?.(asked)) ?? [];
  const edits = made.filter(({ text }) => text !== asked.text);
  return opened.experiment && scale === undefined ? [...edits, ...(await otherScales(asked))] : edits;
}

/** The scales that run the document as it is, that for single neurons in their network first. */
async function otherScales(asked: Asked): Promise<readonly Edit[]> {
  const { experiment } = asked.opened;
  const edits: Edit[] = [];
  for (const { id, load } of scales) {
    if (!experiment || (await load()).accepts(experiment).length > 0) continue;
    edits.push(...set(asked, "run.scale", id, `Run at the scale ${id}`));
  }
  return edits;
}

interface Read {
  readonly opened: Opened;
  readonly complaints: readonly LapicqueError[];
}

async function read(environment: Environment, text: string, path: string, scale: string | undefined): Promise<Read> {
  const opened = await openText(environment, text, path);
  const { experiment, document } = opened;
  const found = obstacles(opened);
  if (found.length > 0 || !experiment) return { opened, complaints: found };
  const loaded = scale === undefined ? undefined : await scales.find(({ id }) => id === scale)?.load();
  if (loaded) return { opened, complaints: loaded.accepts(experiment).map((reason) => complain(reason, placeOf(document, "run"))) };
  try {
    await chooseScales(experiment, document);
    return { opened, complaints: [] };
  } catch (error) {
    if (error instanceof LapicqueError) return { opened, complaints: [error] };
    throw error;
  }
}

function isSame(a: LapicqueError, b: LapicqueError): boolean {
  return a.code === b.code && a.message === b.message;
}
