/** What a command needs of the process around it. Tests hand in their own and run commands in process. */
import type { Cancellation, Folder, Host } from "../session/index.ts";

/** Files that browsers of this machine can read until it is closed. */
export interface Served {
  readonly port: number;
  close(): void;
}

export interface Shell {
  readonly host: Host;
  /** Standard output: results only. */
  out(text: string): void;
  /** Standard error: everything meant for a person. */
  err(text: string): void;
  /** Standard error is a terminal: progress may be drawn over itself. */
  readonly live: boolean;
  /** Whether colours are wanted on standard output and on standard error. */
  readonly colour: { readonly out: boolean; readonly err: boolean };
  /** Set by Ctrl-C and SIGTERM. */
  readonly signal: Cancellation;
  /** Opens (and makes) an output folder. */
  folder(path: string): Promise<Folder>;
  /** Path of a shipped file: `examples/x.yaml`, `assets/...`. */
  shipped(path: string): string;
  /** Path of a file of an installed package. */
  dependency(specifier: string): string;
  /** Serves a shipped folder, and texts by name, on the loopback interface; port 0 is any free one. Rejects as the system does. */
  serve(folder: string, texts: Readonly<Record<string, string>>, port: number): Promise<Served>;
  /** Names of the shipped examples, without extension. */
  examples(): Promise<readonly string[]>;
}
