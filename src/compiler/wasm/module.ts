/** Assembles functions into the bytes of a WebAssembly module. */
import { Bytes } from "./bytes.ts";
import type { Code } from "./code.ts";
import { type ValueType, valueType } from "./opcodes.ts";

export interface ModuleFunction {
  /** Name under which the host finds it; absent for a function that only the module calls. */
  readonly exported?: string;
  readonly code: Code;
}

/** Section numbers, binary format 5.5.2. */
const section = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;

function writeSection(out: Bytes, id: number, write: (content: Bytes) => void): void {
  const content = new Bytes();
  write(content);
  out.byte(id);
  out.unsigned(content.length);
  out.append(content.content);
}

const signature = (parameters: readonly ValueType[]) => parameters.join();

/**
 * Bytes of a module whose functions return nothing and which imports its memory as `env.memory`.
 * Function indices are positions in `functions`.
 */
export function assembleModule(functions: readonly ModuleFunction[]): Uint8Array {
  const types = new Map<string, readonly ValueType[]>();
  for (const { code } of functions) types.set(signature(code.parameters), code.parameters);
  const typeIndex = new Map([...types.keys()].map((key, index) => [key, index]));
  const exports = functions.map(({ exported }, index) => ({ exported, index })).filter(({ exported }) => exported !== undefined);

  const out = new Bytes();
  out.append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  writeSection(out, section.type, (content) => {
    content.unsigned(types.size);
    for (const parameters of types.values()) {
      content.byte(0x60);
      content.unsigned(parameters.length);
      for (const type of parameters) content.byte(valueType[type]);
      content.unsigned(0);
    }
  });
  writeSection(out, section.import, (content) => {
    content.unsigned(1);
    content.text("env");
    content.text("memory");
    content.append([0x02, 0x00, 0x01]); // a memory without maximum, at least one page
  });
  writeSection(out, section.function, (content) => {
    content.unsigned(functions.length);
    for (const { code } of functions) content.unsigned(typeIndex.get(signature(code.parameters))!);
  });
  writeSection(out, section.export, (content) => {
    content.unsigned(exports.length);
    for (const { exported, index } of exports) {
      content.text(exported!);
      content.byte(0x00);
      content.unsigned(index);
    }
  });
  writeSection(out, section.code, (content) => {
    content.unsigned(functions.length);
    for (const { code } of functions) code.writeTo(content);
  });
  return out.content.slice();
}
