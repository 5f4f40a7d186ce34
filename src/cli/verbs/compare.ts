/** `lapicque compare DOC --scales A,B`: the scales of a document over one another, with a verdict. */
import { encodeUtf8, LapicqueError } from "../../base/index.ts";
import type { Agreement, ComparedQuantity, Needs } from "../../contract/index.ts";
import type { Pen } from "../../exports/index.ts";
import { writeTable } from "../../io/index.ts";
import {
  type ComparedScales,
  type CompareOptions,
  compareReport,
  compareScales,
  compareTable,
  differenceWords,
  guarded,
  marginsOf,
  type Opened,
  type OutputFile,
  openFolder,
  percentWords,
  printJson,
  timeOf,
  timeWords,
  writeFiles,
} from "../../session/index.ts";
import { drawAgreement, penOf } from "../draw.ts";
import { needsLine } from "../needs.ts";
import { advise, open, outputPath, refuseDocument, voiceOf } from "../open.ts";
import { type Paint, paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { renderError } from "../render-error.ts";
import type { Shell } from "../shell.ts";
import { readable, table } from "../summary.ts";
import type { Action, Given } from "../verb.ts";
import { wholeNumber } from "../whole-number.ts";

export const compare: Action = async (shell, given) => {
  const wanted = optionsOf(given);
  const opened = await open(shell, given);
  if (!opened.experiment) return refuseDocument(shell, given, opened);
  const pen = penOf(shell, given, "compare");
  advise(shell, given, opened);
  const { bin } = given.flags;
  const width = typeof bin === "string" ? { bin: timeOf("--bin", bin, opened.experiment) } : {};
  const folder = guarded(await openFolder(shell.folder, outputPath(given, opened)));
  const bar = progressBar(shell, given.flags.quiet === true);
  const { say } = voiceOf(shell, given);
  const announce = (needs: Needs) => say(needsLine(needs) ?? "");
  const compared = await compareScales(shell.host, opened, {
    ...wanted,
    ...width,
    signal: shell.signal,
    progress: bar.progress,
    announce,
  });
  bar.clear();
  return finish(shell, given, opened, pen, folder, compared);
};

function optionsOf(given: Given): CompareOptions {
  const { scales, margin } = given.flags;
  const trials = wholeNumber(given, "trials", "compare");
  const threads = wholeNumber(given, "threads", "compare");
  return {
    ...(typeof scales === "string" ? { scales: scales.split(",").map((name) => name.trim()) } : {}),
    ...(Array.isArray(margin) ? { margins: marginsOf(margin) } : {}),
    ...(trials === undefined ? {} : { trials }),
    ...(threads === undefined ? {} : { threads }),
  };
}

async function finish(
  shell: Shell,
  given: Given,
  opened: Opened,
  pen: Pen,
  folder: ReturnType<typeof guarded>,
  compared: ComparedScales,
): Promise<number> {
  const report = `${printJson(compareReport(compared))}\n`;
  const { say, colours } = voiceOf(shell, given);
  if (given.flags.json) shell.out(report);
  if (compared.kind === "unfinished") {
    const { scale, seed, outcome } = compared;
    say(`${colours.bold(compared.title)}\n${colours.red(outcome.kind)}: ${scale}, seed ${seed}: ${outcome.message ?? ""}\n`);
    if (outcome.remedy && outcome.kind !== "cancelled") say(`  ${colours.cyan(outcome.remedy)}\n`);
    return 1;
  }
  const { agreement } = compared;
  const drawn = await drawAgreement(pen, agreement);
  const files: OutputFile[] = [
    ...drawn.files,
    { name: "compare.csv", bytes: writeTable(compareTable(agreement)) },
    { name: "document.yaml", bytes: encodeUtf8(opened.yaml) },
    { name: "compare.json", bytes: encodeUtf8(report) },
  ];
  say(summary(agreement, colours));
  for (const note of [...agreement.notes, ...drawn.notes]) say(`${colours.yellow("note")}: ${note}\n`);
  try {
    await writeFiles(folder, files);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    shell.err(renderError(error, paint(shell.colour.err)));
    return 1;
  }
  say(colours.dim(`${folder.path}: compare.json, document.yaml, compare.csv\n`));
  for (const name of drawn.pictures) say(`${folder.path}/${name}\n`);
  say(`${verdictLine(agreement, colours)}\n`);
  return 0;
}

const inks = { agrees: "green", differs: "red", undecided: "yellow" } as const;

function verdictLine({ verdict, words }: Agreement, colours: Paint): string {
  return `${colours[inks[verdict]](verdict)}${words.slice(verdict.length)}`;
}

function summary(agreement: Agreement, colours: Paint): string {
  const { title, scales, trials, duration, units, quantities, leftOut, causes } = agreement;
  const facts = [
    `${scales.map(({ label }) => label).join(" | ")}`,
    ...(trials > 1 ? [`${trials} trials each`] : []),
    timeWords(duration, units),
    `seeds ${scales.map(({ seeds }) => seeds[0]).join(" | ")}${trials > 1 ? ", ..." : ""}`,
  ];
  const head = `${colours.bold(title)}\n${facts.join(", ")}\n`;
  const missing = leftOut.map(
    ({ population, name, scales: pair, reason }) => `  ${colours.dim(`${name} of ${population} (${pair[1]}) is left out: ${reason}`)}\n`,
  );
  const known =
    causes.length > 0
      ? `known causes of differences\n${causes.map(({ population, words }) => `  ${population}: ${words}\n`).join("")}`
      : "";
  const cost = colours.dim(`computed in ${scales.map(({ wall_s }) => `${wall_s.toPrecision(3)} s`).join(" | ")}\n`);
  return `${head}${table(rowsOf(quantities, scales.length > 2, units))}${missing.join("")}${known}${cost}`;
}

function rowsOf(quantities: readonly ComparedQuantity[], isOfMany: boolean, units: Agreement["units"]): readonly (readonly string[])[] {
  const header = [
    "population",
    "quantity",
    ...(isOfMany ? ["scale"] : []),
    "reference",
    "other",
    "difference",
    "99 % interval",
    "margin",
    "verdict",
  ];
  const value = (one: ComparedQuantity, k: 0 | 1) => {
    const error = one.standardErrors[k];
    const text = one.values[k] === 0 ? "0" : readable(one.values[k], 4);
    return `${text}${error > 0 ? ` +- ${error.toPrecision(2)}` : ""}${one.unit ? ` ${one.unit}` : ""}`;
  };
  const body = quantities.map((one) => [
    one.population,
    one.name,
    ...(isOfMany ? [one.scales[1]] : []),
    value(one, 0),
    value(one, 1),
    differenceWords(one),
    one.interval.map((end) => percentWords(end)).join(" to "),
    percentWords(one.margin),
    one.longer === null ? one.verdict : `${one.verdict}: ${timeWords(one.longer, units)} would decide`,
  ]);
  return [header, ...body];
}
