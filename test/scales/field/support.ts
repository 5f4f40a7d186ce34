/** Runs of fields from documents. */
import { run } from "../../../src/index.ts";

/** A field on one axis. */
export interface Ring {
  readonly equations: string;
  readonly initial: string;
  readonly parameters?: Readonly<Record<string, number>>;
  readonly x?: readonly [number, number, number];
  readonly isOpen?: boolean;
  readonly run?: string;
  readonly record?: string;
  readonly more?: string;
}

/** The text of a document with one field `f` of one state `u` on an axis x. */
export function ring({
  equations,
  initial,
  parameters = {},
  x = [-10, 10, 128],
  isOpen = false,
  run: how,
  record = "u",
  more = "",
}: Ring): string {
  return `units: none
fields:
  f:
    axes: { x: [${x.join(", ")}] }
${isOpen ? "    outside: { x: zero }\n" : ""}    equations: |
${equations
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
    initial: { u: "${initial}" }
    parameters: ${JSON.stringify(parameters)}
run: { ${how ?? "duration: 1, step: 0.1"} }
record: { f: [${record}] }
${more}`;
}

/** The result of the only scale of a document that must run. */
export async function resultOf(text: string) {
  const [result] = await run(text);
  if (!result) throw new Error("no scale ran");
  return result;
}

/** The profiles of a recorded expression at all recorded times. */
export async function profilesOf(text: string, label = "u") {
  const result = await resultOf(text);
  const profile = result.profiles?.find(({ channel }) => channel.label === label);
  if (!profile) throw new Error(`no profile of ${label}: ${result.notes.join("; ")}`);
  const size = profile.values.length / profile.times.length;
  return {
    result,
    times: profile.times,
    x: profile.channel.axes![0]!.values,
    at: (k: number) => profile.values.subarray(k * size, (k + 1) * size),
    get last() {
      return profile.values.subarray(profile.values.length - size);
    },
  };
}
