/** Memories of compiled code, used again: an engine keeps only so many alive (Chromium refuses the 125th). */

const pageBytes = 65536;
/** What 32-bit addresses reach: 4 GiB. */
const mostPages = 65536;
/** A larger memory is left to the engine when it is given back. */
const mostKept = 256 * 1024 * 1024;

/** A memory is not taken for a purpose that needs less than a quarter of it (or this much), because all of it is cleared. */
const smallBytes = 1024 * 1024;

const idle: WebAssembly.Memory[] = [];

/** A memory of at least so many bytes, all 0. Undefined where the machine gives none. */
export function openMemory(bytes: number): WebAssembly.Memory | undefined {
  const pages = Math.max(1, Math.ceil(bytes / pageBytes));
  if (pages > mostPages) return undefined;
  const at = idle.findIndex(({ buffer }) => buffer.byteLength <= 4 * bytes + smallBytes);
  const [known] = at < 0 ? [] : idle.splice(at, 1);
  try {
    const memory = known ?? new WebAssembly.Memory({ initial: pages });
    const present = memory.buffer.byteLength / pageBytes;
    if (present < pages) memory.grow(pages - present);
    if (known !== undefined) new Float64Array(memory.buffer).fill(0);
    return memory;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Gives a memory back. Nothing in it may be touched afterwards. */
export function closeMemory(memory: WebAssembly.Memory): void {
  if (memory.buffer.byteLength <= mostKept) idle.push(memory);
}
