/** Compiled modules by their bytes, over a memory. */
import { Recent } from "./recent.ts";

/**
 * Modules compiled last. Parameters are no part of the code: the turns of a dial and the points of a sweep write the same bytes, and an engine
 * optimises a module while it runs.
 */
const recent = new Recent<{ readonly bytes: Uint8Array; readonly module: WebAssembly.Module }>(64);

/** What a module exports over a memory, `env.memory`; compiled unless it is one of the last. */
export function exportsOf(bytes: Uint8Array, memory: WebAssembly.Memory): Readonly<Record<string, unknown>> {
  const { module } = recent.take(
    (one) => one.bytes.length === bytes.length && one.bytes.every((byte, k) => byte === bytes[k]),
    () => ({ bytes, module: new WebAssembly.Module(bytes) }),
  );
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}
