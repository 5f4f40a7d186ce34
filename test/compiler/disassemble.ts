/** Reads a module back as text: enough of the binary format for what the encoder writes. */
const names: Readonly<Record<number, string>> = {
  11: "end",
  27: "select",
  69: "i32.eqz",
  97: "f64.eq",
  99: "f64.lt",
  101: "f64.le",
  106: "i32.add",
  153: "f64.abs",
  154: "f64.neg",
  159: "f64.sqrt",
  160: "f64.add",
  161: "f64.sub",
  162: "f64.mul",
  163: "f64.div",
  164: "f64.min",
  165: "f64.max",
};
const withIndex: Readonly<Record<number, string>> = { 16: "call", 32: "local.get", 33: "local.set" };
const withAddress: Readonly<Record<number, string>> = { 43: "f64.load", 57: "f64.store" };
const vectorNames: Readonly<Record<number, string>> = {
  20: "f64x2.splat",
  240: "f64x2.add",
  241: "f64x2.sub",
  242: "f64x2.mul",
  243: "f64x2.div",
};
const vectorWithAddress: Readonly<Record<number, string>> = { 0: "v128.load", 11: "v128.store" };
const vectorWithLane: Readonly<Record<number, string>> = { 33: "f64x2.extract_lane", 34: "f64x2.replace_lane" };

class Reader {
  readonly #view: DataView;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  byte = () => this.#view.getUint8(this.at++);
  float(): number {
    this.at += 8;
    return this.#view.getFloat64(this.at - 8, true);
  }
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}

/** The instructions of every function, one line each. Fails on anything unknown. */
export function disassemble(bytes: Uint8Array): string[][] {
  const reader = new Reader(bytes);
  reader.at = 8;
  for (;;) {
    const section = reader.byte();
    const length = reader.unsigned();
    if (section === 10) break;
    reader.at += length;
  }
  return Array.from({ length: reader.unsigned() }, () => body(reader));
}

function body(reader: Reader): string[] {
  const length = reader.unsigned();
  const end = reader.at + length;
  const lines: string[] = [];
  const types: Readonly<Record<number, string>> = { 127: "i32", 124: "f64", 123: "v128" };
  for (let runs = reader.unsigned(); runs > 0; runs--) {
    const count = reader.unsigned();
    lines.push(`local ${count} ${types[reader.byte()]}`);
  }
  while (reader.at < end) lines.push(instruction(reader));
  return lines;
}

function instruction(reader: Reader): string {
  const code = reader.byte();
  if (code === 0x44) return `f64.const ${reader.float()}`;
  if (code === 0xfd) return vectorInstruction(reader);
  if (withIndex[code]) return `${withIndex[code]} ${reader.unsigned()}`;
  if (withAddress[code]) return `${withAddress[code]} ${address(reader)}`;
  const name = names[code];
  if (name === undefined) throw new Error(`unknown instruction 0x${code.toString(16)}`);
  return name;
}

function vectorInstruction(reader: Reader): string {
  const code = reader.unsigned();
  if (code === 0x0c) return `v128.const ${reader.float()} ${reader.float()}`;
  if (vectorWithAddress[code]) return `${vectorWithAddress[code]} ${address(reader)}`;
  if (vectorWithLane[code]) return `${vectorWithLane[code]} ${reader.byte()}`;
  const name = vectorNames[code];
  if (name === undefined) throw new Error(`unknown vector instruction 0x${code.toString(16)}`);
  return name;
}

function address(reader: Reader): number {
  reader.unsigned();
  return reader.unsigned();
}
