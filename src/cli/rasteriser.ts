/**
 * Makes drawing a PNG cheap in a process that draws one or two. Two costs of Node are avoided, measured on `run adex-adapting`:
 *
 * - V8 recompiles functions of resvg with its optimising compiler once they are warm, on other threads: 0.3 s of CPU for a picture
 *   that takes 0.06 s without. A module keeps the tiering budget that is set when it is compiled.
 * - resvg asks whether `Response` exists, and Node answers by loading its whole fetch implementation: 0.02 s.
 */
import { setFlagsFromString } from "node:v8";

/** TypeScript declares WebAssembly for pages alone; this is the member that is used. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => object };

/** Far more than a picture uses up; the unit is roughly bytes of code executed. */
const NEVER = 1_000_000_000;
/** V8's own value, in Node 20 to 24. */
const USUAL = 1_800_000;

/** Compiles a module that is going to be used briefly. */
export function compileForOneUse(bytes: Uint8Array): object {
  setFlagsFromString(`--wasm-tiering-budget=${NEVER}`);
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString(`--wasm-tiering-budget=${USUAL}`);
  }
}

/** Runs `body` while `Response` and `Request` cannot be seen. */
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
