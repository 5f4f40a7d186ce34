/**
 * How V8 is asked to work in a process that lives for half a second. Its defaults are made for long lives: it collects garbage and
 * recompiles warm functions on other threads, which cost more CPU than they save here. User CPU of `run adex-adapting` in Node 20,
 * interleaved, median of 15: 0.52 s as it comes, 0.51 without the garbage collector's threads, 0.46 with the later recompilation, 0.42 with both;
 * `verify`, 6 s long, loses nothing.
 */
import { setFlagsFromString } from "node:v8";

/** TypeScript declares WebAssembly for pages alone; this is the member that is used. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** V8 11 is Node 20, V8 13 is Node 24. An unknown flag would be complained about, so other versions are left alone. */
const version = Number.parseInt(process.versions.v8, 10);
const isKnown = version >= 11 && version <= 13;

/** The collector stays on its own thread, and (Node 20, which keeps no compiled code between starts) functions stay as they are for longer. */
export function expectShortLife(): void {
  if (!isKnown) return;
  for (const task of ["parallel-scavenge", "concurrent-marking", "incremental-marking", "concurrent-sweeping"])
    setFlagsFromString(`--no-${task}`);
  if (version === 11) setFlagsFromString("--interrupt-budget=1000000");
}

/** Far more than a picture uses up, and V8's own values; the unit is roughly bytes of code executed. */
const NEVER = 1_000_000_000;
const USUAL = version === 11 ? 1_800_000 : 13_000_000;

/**
 * Compiles a module that is used once. V8 would recompile the functions of resvg on other threads once they are warm: 0.3 s of CPU
 * for a picture that takes 0.06 s without. A module keeps the budget that is set when it is compiled.
 */
export function compileForOneUse(bytes: Uint8Array): object {
  if (!isKnown) return new WebAssembly.Module(bytes);
  setFlagsFromString(`--wasm-tiering-budget=${NEVER}`);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL}`);
  }
}

/** Runs `body` while `Response` and `Request` cannot be seen: resvg asks whether they exist, and Node answers by loading all of fetch, 0.02 s. */
export async function withoutFetch<T>(body: () => Promise<T>): Promise<T> {
  const hidden = ["Response", "Request"].map((name) => ({ name, before: Object.getOwnPropertyDescriptor(globalThis, name) }));
  for (const { name, before } of hidden)
    if (before?.configurable) Object.defineProperty(globalThis, name, { value: undefined, configurable: true, writable: true });
  try {
    return await body();
  } finally {
    for (const { name, before } of hidden) if (before?.configurable) Object.defineProperty(globalThis, name, before);
  }
}
