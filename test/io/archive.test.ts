/** Plain data as bytes: nothing is lost, nothing that was changed is read. */
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/base/index.ts";
import { isArchive, pack, unpack } from "../../src/io/index.ts";

const digest = async (bytes: Uint8Array) => sha256(bytes);
const times = Float64Array.of(0.1, Number.NaN, -0);
const data = {
  text: "é\n",
  numbers: [0, -0, 1 / 3, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  none: [undefined, null, true],
  absent: undefined,
  empty: {},
  arrays: { a: times, b: times, c: Uint8Array.of(1, 2, 3), d: Float32Array.of(1.5), e: new Int32Array(0), f: Uint32Array.of(2 ** 32 - 1) },
};

describe("an archive", () => {
  test("gives back what was packed, to the sign of zero", async () => {
    const bytes = await pack(data, digest);
    expect(isArchive(bytes)).toBe(true);
    // As a host may hand it over: a view into a larger, unaligned piece of memory.
    const moved = new Uint8Array(bytes.length + 3).fill(7);
    moved.set(bytes, 3);
    const back = (await unpack(Buffer.from(moved.buffer, 3), "x", digest)) as typeof data;
    expect(back).toStrictEqual(data);
    expect(Object.is(back.numbers[1], -0)).toBe(true);
    expect(back.arrays.a).toBe(back.arrays.b);
  });

  test("has the same bytes for the same data, and those of its own arrays alone", async () => {
    const wide = Float64Array.of(9, 1, 2, 9);
    const [one, other] = [await pack({ x: wide.subarray(1, 3) }, digest), await pack({ x: Float64Array.of(1, 2) }, digest)];
    expect(one).toEqual(other);
  });

  test("55 is refused when any byte has changed", async () => {
    const bytes = await pack({ x: times, y: "text" }, digest);
    for (let k = 0; k < bytes.length; k++) {
      const changed = Uint8Array.from(bytes);
      changed[k]! ^= 1 << (k % 8);
      await expect(unpack(changed, "x", digest), `byte ${k}`).rejects.toMatchObject({
        code: expect.stringMatching(/^checkpoint-(foreign|truncated|damaged)$/),
      });
    }
  });

  test("55 is refused when it is cut off anywhere, or goes on", async () => {
    const bytes = await pack({ x: times, y: "text" }, digest);
    const code = async (wrong: Uint8Array) => unpack(wrong, "x", digest).catch((error) => error.code);
    expect(await code(new Uint8Array())).toBe("checkpoint-foreign");
    for (let length = 1; length < bytes.length; length++)
      expect(await code(bytes.subarray(0, length)), `${length}`).toBe("checkpoint-truncated");
    expect(await code(Uint8Array.of(...bytes, 0))).toBe("checkpoint-damaged");
  });

  test("takes no functions, dates or maps", async () => {
    for (const wrong of [() => {}, new Date(0), new Map(), { $: 1 }, 1n, new Float64Array(1).buffer])
      await expect(pack([wrong], digest)).rejects.toThrow(/plain data/);
  });
});
