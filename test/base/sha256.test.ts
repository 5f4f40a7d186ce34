/** SHA-256 against Node's own, and the examples of the standard. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8, sha256 } from "../../src/base/index.ts";

test("FIPS 180-4's examples: no block, one block, two blocks", () => {
  expect(sha256(encodeUtf8(""))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256(encodeUtf8("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  expect(sha256(encodeUtf8(long))).toBe("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
});

test("any bytes have the hash that Node gives them, whatever they leave of the last block", () => {
  const bytes = fc.uint8Array({ minLength: 0, maxLength: 200 });
  fc.assert(
    fc.property(bytes, (message) => sha256(message) === createHash("sha256").update(message).digest("hex")),
    { numRuns: 300 },
  );
});
