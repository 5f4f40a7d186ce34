/** `lapicque verify`: the table of reference numbers. */
import { printJson } from "../../session/index.ts";
import { verify as compute, groups, type Row } from "../../verify/index.ts";
import { deliver, environment } from "../open.ts";
import { paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

export const verify: Action = async (shell, given) => {
  const bar = progressBar(shell, given.flags.quiet === true);
  const began = shell.host.now();
  const rows = await compute(environment(shell), ({ title }, index) => {
    const fraction = index / groups.length;
    bar.progress({ fraction, secondsLeft: ((shell.host.now() - began) / 1000) * (1 / fraction - 1), what: title });
  });
  bar.clear();
  const failed = rows.filter(({ ok }) => !ok).length;
  const colours = paint(shell.colour);
  const header = ["", "name", "value", "reference", "error", "tolerance", "source"];
  const text = `${table([header, ...rows.map(cells)])}${failed > 0 ? colours.red(`${failed} of ${rows.length} rows failed`) : colours.green(`all ${rows.length} rows ok`)}\n`;
  await deliver(shell, given, {
    json: { name: "verify.json", text: `${printJson({ rows: rows.map((row) => ({ ...row })) })}\n` },
    human: text,
  });
  return failed > 0 ? 1 : 0;
};

function cells({ name, value, reference, error, tolerance, source, ok }: Row): readonly string[] {
  const short = (number: number) => (number === 0 ? "0" : number.toExponential(1));
  return [ok ? "ok" : "FAILED", name, `${value}`, `${reference}`, short(error), short(tolerance), source];
}
