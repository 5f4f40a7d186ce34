/** `lapicque resume FILE`: goes on with a run from where it was kept. */
import { LapicqueError } from "../../base/index.ts";
import { openCheckpoint } from "../../session/index.ts";
import { keepIn } from "../checkpoint.ts";
import { advise, environment, outputPath } from "../open.ts";
import type { Action } from "../verb.ts";
import { compute } from "./run.ts";

export const resume: Action = async (shell, given) => {
  const file = given.doc;
  const bytes = await shell.host.read(file).catch((error: Error) => {
    throw new LapicqueError("checkpoint-unreadable", { file, reason: error.message });
  });
  const { opened, checkpoint } = await openCheckpoint(environment(shell), bytes, file);
  advise(shell, given, opened);
  const folder = typeof given.flags.out === "string" ? given.flags.out : (checkpoint.folder ?? outputPath(given, opened));
  const keep = await keepIn(shell, file);
  return compute(shell, given, opened, folder, { from: checkpoint, checkpoint: { every: checkpoint.every, keep } }, file);
};
