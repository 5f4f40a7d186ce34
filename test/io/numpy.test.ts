import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { LapicqueError } from "../../src/base/index.ts";
import { readNpy, writeNpy } from "../../src/io/formats/npy.ts";
import { readNpz, writeNpz } from "../../src/io/formats/npz.ts";
import { formats, readColumns } from "../../src/io/index.ts";

/** An NPY file from its header's dictionary and its data: the layout of numpy.lib.format, written independently of the reader. */
function file(dictionary: string, data: Uint8Array, version = 1): Uint8Array {
  const header = `${dictionary}${" ".repeat(16)}\n`;
  const length = version === 1 ? [header.length & 255, header.length >> 8] : [header.length & 255, header.length >> 8, 0, 0];
  return Uint8Array.of(
    0x93,
    ...[..."NUMPY"].map((c) => c.charCodeAt(0)),
    version,
    0,
    ...length,
    ...[...header].map((c) => c.charCodeAt(0)),
    ...data,
  );
}

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const vector = (descr: string, count: number) => `{'descr': '${descr}', 'fortran_order': False, 'shape': (${count},), }`;

async function code(bytes: Uint8Array): Promise<string> {
  try {
    await readColumns(bytes, "x.npy");
  } catch (error) {
    if (error instanceof LapicqueError) return error.code;
    throw error;
  }
  return "none";
}

describe("NPY is read", () => {
  test.each([
    ["<f8", Float64Array.of(-1.5, 2, 1e300)],
    ["<f4", Float32Array.of(-1.5, 2, 0.25)],
    ["<i8", BigInt64Array.of(-1n, 2n, 9007199254740991n)],
    ["<i4", Int32Array.of(-1, 2, 2147483647)],
    ["<i2", Int16Array.of(-1, 2, 3)],
    ["|i1", Int8Array.of(-1, 2, 3)],
    ["<u8", BigUint64Array.of(1n, 2n, 9007199254740991n)],
    ["<u4", Uint32Array.of(1, 2, 4294967295)],
    ["<u2", Uint16Array.of(1, 2, 65535)],
    ["|u1", Uint8Array.of(1, 2, 255)],
    ["|b1", Uint8Array.of(0, 1, 1)],
  ])("elements of type %s", (descr, array) => {
    expect([...readNpy(file(vector(descr, 3), bytesOf(array)), "x").data]).toEqual([...array].map(Number));
  });

  test("big-endian numbers, and the longer headers of versions 2 and 3", () => {
    const big = new DataView(new ArrayBuffer(8));
    big.setFloat64(0, Math.PI, false);
    expect([...readNpy(file(vector(">f8", 1), bytesOf(big)), "x").data]).toEqual([Math.PI]);
    expect([...readNpy(file(vector("<f8", 1), bytesOf(Float64Array.of(7)), 2), "x").data]).toEqual([7]);
    expect([...readNpy(file(vector("<f8", 1), bytesOf(Float64Array.of(7)), 3), "x").data]).toEqual([7]);
  });

  test("column-major arrays are turned (a mutant that ignores fortran_order gives 1 2 3 4 5 6)", () => {
    const header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }";
    const { shape, data } = readNpy(file(header, bytesOf(Float64Array.of(1, 4, 2, 5, 3, 6))), "x");
    expect([shape, [...data]]).toEqual([
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
  });

  test("data that begin at an odd address", () => {
    const bytes = file(vector("<f8", 1), bytesOf(Float64Array.of(7)));
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect([...readNpy(shifted.subarray(1), "x").data]).toEqual([7]);
  });

  test("the longer dimension is time; the file's name gives the header", async () => {
    const wide = writeNpy({ shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) });
    expect((await readColumns(wide, "data/voltage_mV.npy")).columns).toEqual({
      "voltage[0]_mV": Float64Array.of(1, 2, 3),
      "voltage[1]_mV": Float64Array.of(4, 5, 6),
    });
    const tall = writeNpy({ shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) });
    expect((await readColumns(tall, "I.npy")).columns).toEqual({ "I[0]": Float64Array.of(1, 3, 5), "I[1]": Float64Array.of(2, 4, 6) });
    expect((await readColumns(writeNpy({ shape: [2], data: Float64Array.of(1, 2) }), "I_pA.npy")).columns).toEqual({
      I_pA: Float64Array.of(1, 2),
    });
  });
});

describe("NPY mistakes", () => {
  const good = file(vector("<f8", 2), bytesOf(Float64Array.of(1, 2)));
  test.each([
    ["cut in the data", good.slice(0, -1), "npy-truncated"],
    ["cut in the header", good.slice(0, 30), "npy-bad"],
    ["cut in the length", good.slice(0, 9), "npy-bad"],
    ["an unknown version", good.with(6, 9), "npy-bad"],
    ["a header that is no dictionary", file("nonsense", new Uint8Array(8)), "npy-bad"],
    ["half precision", file(vector("<f2", 2), new Uint8Array(4)), "npy-type"],
    ["complex numbers", file(vector("<c16", 1), new Uint8Array(16)), "npy-type"],
    ["records", file("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8)), "npy-type"],
    ["three dimensions", file("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1, 1), }", new Uint8Array(8)), "npy-shape"],
    [
      "a size beyond all memory",
      file("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 9), }", new Uint8Array(8)),
      "npy-truncated",
    ],
  ])("%s", async (_, bytes, wanted) => {
    expect(await code(bytes)).toBe(wanted);
  });
});

test("NPY and NPZ give every double back, bit for bit", () => {
  fc.assert(
    fc.property(fc.float64Array({ maxLength: 50 }), (data) => {
      const array = { shape: [data.length], data };
      expect(bytesOf(readNpy(writeNpy(array), "x").data)).toEqual(bytesOf(data));
      expect(bytesOf(readNpz(writeNpz({ V_mV: array, w: array }), "x").w!.data)).toEqual(bytesOf(data));
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("NPZ files are the same bytes for the same arrays, and NumPy's own header form", () => {
  const arrays = { V: { shape: [2, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) } };
  expect(writeNpz(arrays)).toEqual(writeNpz(arrays));
  const bytes = writeNpy(arrays.V);
  const offset = 10 + bytes[8]! + 256 * bytes[9]!;
  expect(offset % 64).toBe(0);
  expect(String.fromCharCode(...bytes.subarray(10, offset))).toMatch(
    /^\{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 3\), \} *\n$/,
  );
});

test("every format gives back a table of numbers, whatever it calls the columns", async () => {
  const columns = ["time", "V"].map((name, k) => ({ name, unit: k === 0 ? "ms" : "mV", values: Float64Array.of(k, k + 0.1, k + 0.2) }));
  for (const { id, load } of formats) {
    const format = await load();
    const back = Object.values(format.read(format.write({ columns }), `x.${id}`).columns);
    expect([id, back]).toEqual([id, columns.map(({ values }) => values)]);
  }
});

test("damaged NPY and NPZ files are refused with a coded error, or read", () => {
  const samples = [
    writeNpy({ shape: [5], data: new Float64Array(5) }),
    writeNpz({ a: { shape: [5], data: Float64Array.of(1, 2, 3, 4, 5) } }),
  ];
  const damage = fc.record({
    which: fc.constantFrom(0, 1),
    cut: fc.nat(400),
    flips: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(damage, ({ which, cut, flips }) => {
      const bytes = samples[which]!.slice(0, Math.max(1, samples[which]!.length - Math.max(0, cut - 200)));
      for (const [at, value] of flips) bytes[at % bytes.length] = value;
      try {
        if (which === 0) readNpy(bytes, "x");
        else readNpz(bytes, "x");
      } catch (error) {
        expect(error).toBeInstanceOf(LapicqueError);
      }
    }),
    { numRuns: 3000, seed: 4 },
  );
});

test("an archive that would unpack to more than 512 MB is refused before it is unpacked", () => {
  const bytes = writeNpz({ a: { shape: [5], data: new Float64Array(5) } });
  // The uncompressed size stands 24 bytes into the entry of the central directory, whose signature is PK 1 2.
  const at = bytes.findIndex((_, k) => bytes[k] === 0x50 && bytes[k + 1] === 0x4b && bytes[k + 2] === 1 && bytes[k + 3] === 2);
  bytes.set([0, 0, 0, 0x30], at + 24);
  expect(() => readNpz(bytes, "x")).toThrow(expect.objectContaining({ code: "npz-too-large" }));
});

describe("60 an archive that was made to be much", () => {
  /** The end of an archive and its table of contents, as APPNOTE 4.3.12 and 4.3.16 lay them out. */
  const parts = (bytes: Uint8Array) => {
    const end = bytes.length - 22;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = view.getUint32(end + 16, true);
    return { files: bytes.subarray(0, start), table: bytes.subarray(start, end), end: bytes.slice(end) };
  };
  const joined = (...ones: readonly Uint8Array[]) => Uint8Array.from(ones.flatMap((one) => [...one]));

  // Kills: no sum of compressed sizes. A hundred entries that all are the same bytes would be inflated a hundred times.
  test("by entries that share their bytes is refused", () => {
    const { files, table, end } = parts(
      writeNpz({ a: { shape: [4000], data: Float64Array.from({ length: 4000 }, (_, k) => 1 / (k + 1)) } }),
    );
    const many = Array.from({ length: 100 }, () => table);
    new DataView(end.buffer).setUint16(8, 100, true);
    new DataView(end.buffer).setUint16(10, 100, true);
    expect(() => readNpz(joined(files, ...many, end), "x")).toThrow(expect.objectContaining({ code: "npz-bad" }));
  });

  // Kills: no count of entries. ZIP64 has room for four thousand million of them, which are not there.
  test("by promising entries that are not there is refused", () => {
    const { files, table, end } = parts(writeNpz({ a: { shape: [5], data: new Float64Array(5) } }));
    const [long, locator] = [new Uint8Array(56), new Uint8Array(20)];
    const write = (bytes: Uint8Array, at: number, value: number) => new DataView(bytes.buffer).setUint32(at, value, true);
    write(long, 0, 0x06064b50);
    write(long, 32, 0xffffffff);
    write(long, 48, files.length);
    write(locator, 0, 0x07064b50);
    write(locator, 8, files.length + table.length);
    expect(() => readNpz(joined(files, table, long, locator, end), "x")).toThrow(expect.objectContaining({ code: "npz-bad" }));
  });

  // Kills: sizes that are counted as they are packed. 70 million numbers of one byte are 560 MB of doubles, in an archive of 70 kB.
  test("by numbers of one byte is refused", () => {
    const bytes = zipSync({ "a.npy": file(vector("|u1", 70_000_000), new Uint8Array(0)) });
    expect(() => readNpz(bytes, "x")).toThrow(expect.objectContaining({ code: "npz-too-large" }));
  });
});

const recording = new URL("../../../shared/reference/recordings/l5-pyramidal/", import.meta.url);

test.skipIf(!existsSync(recording))(
  "the L5 recording reads as NumPy wrote it: 9 repetitions of 120000 samples (skipped where the recording is absent)",
  async () => {
    const { columns } = await readColumns(readFileSync(new URL("voltage_mV.npy", recording)), "voltage_mV.npy");
    expect(Object.keys(columns)).toEqual(Array.from({ length: 9 }, (_, k) => `voltage[${k}]_mV`));
    expect(Object.values(columns).every((values) => values.length === 120000 && values.every((v) => v > -150 && v < 80))).toBe(true);
    const current = (await readColumns(readFileSync(new URL("current.csv", recording)), "current.csv")).columns;
    expect([current.time_ms!.length, current.I_pA![0], current.I_pA![1], current.time_ms![119999]]).toEqual([120000, -2.625, 138, 11999.9]);
  },
);
