/** A document in the words of another program, or for people. A module of its own, so that the first picture need not wait for its code. */
import { drawSvgs, exportFormats } from "../../../src/exports/index.ts";
import type { Environment } from "../../../src/session/index.ts";
import type { ExportAnswer, ExportRequest } from "./messages.ts";
import { readSound } from "./read.ts";
import { reasonOf } from "./reason.ts";
import { withLines } from "./theory.ts";

/** Figures are those that the document wants, of the result on the page. */
export async function exportOf(environment: Environment, { to, command, result, ...document }: ExportRequest): Promise<ExportAnswer> {
  try {
    const entry = exportFormats.find(({ id }) => id === to);
    if (!entry) return { reasons: [`there is no format ${to}`] };
    const opened = await readSound(environment, document);
    const figures = entry.figures && result ? await drawSvgs(opened, [await withLines(opened, result)]) : [];
    const exported = (await entry.load())({ opened, command, figures });
    if (exported.kind === "refused") return { reasons: exported.errors.map(reasonOf) };
    const { text, notes } = exported;
    return { reasons: [], file: { text, notes, extension: entry.extension, type: entry.type } };
  } catch (error) {
    return { reasons: [reasonOf(error)] };
  }
}
