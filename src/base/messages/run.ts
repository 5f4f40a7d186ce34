/** What is said about running: files, scales, how a run ended, and the command line. */
import type { Data, MessageTable } from "./message.ts";

export const runMessages = {
  // Files.
  "cannot-read": (d) => ({
    text: `${d.path} cannot be read: ${d.reason}`,
    hint: "is the path right? It is relative to the document that names it",
  }),
  "document-too-large": (d) => ({
    text: `${d.path} has ${d.megabytes} MB; a document has at most ${d.most}`,
    hint: "is this the right file?",
  }),
  "not-utf8": (d) => ({
    text: `${d.path} is no text in UTF-8 (byte ${d.byte})`,
    hint: "save it as UTF-8; if it is a recording, name it in `stimuli:`",
  }),
  "cannot-write": (d) => ({
    text: `${d.path} cannot be written: ${d.reason}`,
    hint: "name another folder with --out; files whose names end in .partial are incomplete",
  }),

  // Scales.
  "scale-planned": (d) => ({
    text: `this document needs the ${plural(d.scales, "scale")} ${list(d.scales).join(", ")}, which this version does not have`,
    hint: "`lapicque list scales` shows what there is; `--scale NAME` chooses one",
  }),
  "no-scale-fits": (d) => ({
    text: `no scale can run this document\n${list(d.reasons)
      .map((line) => `    ${line}`)
      .join("\n")}`,
  }),
  "unknown-scale": (d) => ({ text: `there is no scale ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),

  // Endings.
  "run-cancelled": (d) => ({
    text: `stopped at t = ${d.time}; what was computed until then is kept`,
    hint: "spikes.csv.partial and signals.csv.partial hold it",
  }),

  // Command line.
  "unknown-example": (d) => ({ text: `there is no example ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),
  "unknown-kind": (d) => ({ text: `there is no kind ${d.name}`, hint: `there are ${list(d.known).join(", ")}` }),
  "not-an-override": (d) => ({
    text: `--set ${d.given}: a value is set with PATH=VALUE`,
    hint: "for example --set neurons.cell.parameters.a='4 nS'",
  }),
  "no-sweep": () => ({ text: "the document has no `sweep:`", hint: "add one, or name an axis: --set PATH=from:to:points" }),
  "unknown-measure": (d) => ({ text: `there is no measure \`${d.name}\``, hint: `there are ${list(d.known).join(", ")}` }),

  // Figures.
  "figure-option-unknown": (d) => ({
    text: `the figure ${d.figure} has no option \`${d.option}\``,
    hint: Array.isArray(d.known) && d.known.length > 0 ? `its options: ${d.known.join(", ")}` : "it has no options",
  }),
  "figure-option-value": (d) => ({ text: `the option \`${d.option}\` of the figure ${d.figure} is ${d.wanted}, not ${d.given}` }),
  "figure-nothing": (d) => ({ text: `the figure ${d.figure} is left out: ${d.reason}`, hint: `${d.remedy}` }),
  "figure-no-such": (d) => ({
    text: `the figure ${d.figure} asks for \`${d.name}\`, which is not ${d.what}`,
    hint: Array.isArray(d.known) && d.known.length > 0 ? `there is: ${d.known.join(", ")}` : "nothing is",
  }),
} as const satisfies MessageTable;

function list(value: Data[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function plural(value: Data[string] | undefined, word: string): string {
  return list(value).length === 1 ? word : `${word}s`;
}
