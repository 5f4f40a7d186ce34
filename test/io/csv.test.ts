import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeUtf8, LapicqueError } from "../../src/base/index.ts";
import { csvLine, readColumns, sniff, writeTable } from "../../src/io/index.ts";

const read = async (text: string) => (await readColumns(encodeUtf8(text), "data.csv")).columns;
const plain = async (text: string) => Object.fromEntries(Object.entries(await read(text)).map(([name, values]) => [name, [...values]]));

/** Code and place of the error that a text causes. */
async function fault(text: string): Promise<string> {
  try {
    await read(text);
  } catch (error) {
    if (!(error instanceof LapicqueError)) throw error;
    const place = error.span?.source.locate(error.span.start);
    return place ? `${error.code} ${place.file}:${place.line}:${place.column}` : error.code;
  }
  return "none";
}

describe("CSV is read", () => {
  test("a header and numbers, with any line ending, byte order mark, blank lines and comments", async () => {
    const wanted = { time_ms: [0, 0.1], I_pA: [-2.625, 138] };
    expect(await plain("time_ms,I_pA\n0,-2.625\n0.1,138\n")).toEqual(wanted);
    expect(await plain("time_ms,I_pA\r\n0,-2.625\r\n0.1,138")).toEqual(wanted);
    expect(await plain("\ufeff# made by hand\n\ntime_ms , I_pA\r0,-2.625\r\r0.1, 138 \r")).toEqual(wanted);
  });

  test("semicolons and tabs where the header has no comma", async () => {
    expect(await plain("a;b\n1;2\n")).toEqual({ a: [1], b: [2] });
    expect(await plain("a\tb\n1\t2\n")).toEqual({ a: [1], b: [2] });
  });

  test("quoted cells with separators, doubled quotes and line breaks", async () => {
    expect(await plain('"a, ""b""","c\nd"\n"1",2\n')).toEqual({ 'a, "b"': [1], "c\nd": [2] });
  });

  test("an empty cell and NaN are NaN, inf is infinite, exponents and signs count", async () => {
    expect(await plain("a,b\n,nan\n-inf,Infinity\n+1.5e-3,.5\n")).toEqual({
      a: [Number.NaN, Number.NEGATIVE_INFINITY, 1.5e-3],
      b: [Number.NaN, Number.POSITIVE_INFINITY, 0.5],
    });
  });

  test("a column of words is left out", async () => {
    expect(await plain("population,time_ms\nE,1\nI,2\n")).toEqual({ time_ms: [1, 2] });
  });

  test("a header called __proto__ is a column like any other", async () => {
    expect(Object.keys(await read("__proto__,a\n1,2\n"))).toEqual(["__proto__", "a"]);
  });

  test("a header without rows is an empty column", async () => {
    expect(await plain("a\n")).toEqual({ a: [] });
  });
});

describe("CSV mistakes are found where they are", () => {
  test.each([
    ["", "csv-empty"],
    ["\n# nothing\n", "csv-empty"],
    ["a\0b\n1\n", "csv-not-text"],
    ["0,1\n1,2\n", "csv-no-header data.csv:1:1"],
    ["a,\n1,2\n", "csv-header data.csv:1:3"],
    ["a,b,a\n1,2,3\n", "csv-header data.csv:1:5"],
    ["a,b\n1,2\n\n3\n", "csv-row-length data.csv:4:1"],
    ["a,b\n1,2\n1,2,3\n", "csv-row-length data.csv:3:5"],
    ["a,b\n1,2\n3,x4\n", "csv-not-a-number data.csv:3:3"],
    ["a,b\n1,word\n3,4\n", "csv-not-a-number data.csv:2:3"],
    ["a;b\n1,5;2\n3;4\n", "csv-not-a-number data.csv:2:1"],
    ["a\n0x10\n1\n", "csv-not-a-number data.csv:2:1"],
    ['a\n"1\n2\n', "csv-open-quote data.csv:2:1"],
    ['a\n"1"2\n', "csv-header data.csv:2:1"],
    ['"a\nb",c\n1,2\n3,x\n4,5\n', "csv-not-a-number data.csv:4:3"],
  ])("%j: %s", async (text, wanted) => {
    expect(await fault(text)).toBe(wanted);
  });

  test("bytes that are no UTF-8", async () => {
    await expect(readColumns(Uint8Array.of(0x61, 0xff, 0x0a), "data.csv")).rejects.toMatchObject({ code: "csv-not-text" });
  });
});

describe("CSV is written", () => {
  test("with the unit in the header, empty cells for NaN, and quotes where a cell needs them", () => {
    const columns = [
      { name: "time", unit: "ms", values: Float64Array.of(0, 0.1) },
      { name: "I", unit: "uA/cm^2", values: Float64Array.of(Number.NaN, -0) },
      { name: "name, source", unit: "", values: ['say "no"', "E"] },
    ];
    const text = String.fromCharCode(...writeTable({ columns }));
    expect(text).toBe('time_ms,I_uA/cm^2,"name, source"\n0,,"say ""no"""\n0.1,-0,E\n');
  });

  test("every double comes back with the same bits (a mutant that prints 15 digits fails)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1 }), async (numbers) => {
        const values = Float64Array.from(numbers);
        const back = (await readColumns(writeTable({ columns: [{ name: "x", unit: "mV", values }] }), "x.csv")).columns;
        expect([...back.x_mV!].map((value) => Object.is(value, -0))).toEqual([...values].map((value) => Object.is(value, -0)));
        expect(back.x_mV).toEqual(values);
      }),
      { seed: 1 },
    );
  });

  test("any header and words come back as they were", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (header) => {
        fc.pre(
          header.trim() === header && !/^[+-]?[\d.]|^[+-]?inf/i.test(header) && !header.includes("\0") && !header.startsWith("\ufeff"),
        );
        const bytes = encodeUtf8(`${csvLine([header, "b"])}${csvLine([1, 2])}`);
        expect(Object.keys((await readColumns(bytes, "x.csv")).columns).sort()).toEqual([header, "b"].sort());
      }),
      { seed: 2 },
    );
  });
});

test("any bytes are read or refused with a coded error", async () => {
  const nasty = fc
    .array(fc.constantFrom(...'a1.,;"\n\r\t#-e\u00b5', "nan", "1e5", '""'), { maxLength: 60 })
    .map((parts) => encodeUtf8(parts.join("")));
  await fc.assert(
    fc.asyncProperty(fc.oneof(nasty, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
      try {
        const lengths = Object.values((await readColumns(bytes, "x")).columns).map((values) => values.length);
        expect(new Set(lengths).size).toBeLessThanOrEqual(1);
      } catch (error) {
        expect(error).toBeInstanceOf(LapicqueError);
      }
    }),
    { numRuns: 3000, seed: 3 },
  );
});

test("a file is known by its first bytes, and everything else is text", () => {
  expect(sniff(Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0)).id).toBe("npy");
  expect(sniff(Uint8Array.of(0x50, 0x4b, 3, 4)).id).toBe("npz");
  expect(sniff(encodeUtf8("time_ms,I_pA")).id).toBe("csv");
  expect(sniff(new Uint8Array()).id).toBe("csv");
});
