#!/usr/bin/env node
/** The process: arguments, signals, pipes and the exit status. */
import * as nodeModule from "node:module";
import { expectShortLife } from "./engine.ts";

// Compiled code of earlier starts is kept by Node from 22.1 on: a start then skips parsing.
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();
expectShortLife();

const { nodeShell } = await import("./node.ts");
const { lapicque } = await import("./program.ts");

/** Set by Ctrl-C and SIGTERM, once a verb asks for it; what computes in one go, without looking up, is ended by them as any program is. */
function cancellation(): AbortSignal {
  const stop = new AbortController();
  let asked = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.on(name, () => {
      asked++;
      stop.abort();
      // A second Ctrl-C does not wait for the files.
      if (asked > 1) process.exit(1);
    });
  return stop.signal;
}

// A reader that went away (`| head`) ends the program without a word.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });

process.exitCode = await lapicque(process.argv.slice(2), nodeShell(cancellation));
