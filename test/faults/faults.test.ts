/** Every fault of `fixtures.ts` and `network.ts`, end to end through the command line: no crash, the right exit status, the right place. */
import { describe, expect, test } from "vitest";
import { run } from "../cli/virtual-shell.ts";
import { type Fault, faults } from "./fixtures.ts";
import { networkFaults } from "./network.ts";

async function suffer({ files, args = [] }: Fault) {
  const all = typeof files === "string" ? { "doc.yaml": files } : files;
  return run(["run", "doc.yaml", "--json", ...args], all);
}

describe("faults", () => {
  for (const fault of [...faults, ...networkFaults])
    test(`${fault.number} ${fault.name}`, async () => {
      const ran = await suffer(fault);
      expect(ran.stderr).not.toMatch(/please report it|\bat .*\.ts:\d+/);
      expect([ran.status, ran.stderr], ran.stderr).toEqual([fault.exit, ran.stderr]);
      if (fault.at) expect(ran.stderr).toContain(`${fault.file ?? "doc.yaml"}:${fault.at[0]}:${fault.at[1]}`);
      for (const pattern of fault.says ?? []) expect(ran.stderr).toMatch(pattern);
      if (fault.isAlone) expect(ran.json().errors).toHaveLength(1);
      if (fault.exit === 2) expect([...ran.files.keys()].filter((name) => name.startsWith("out/"))).toEqual([]);
      if (fault.report) fault.report(ran.json());
    });

  test("nothing reached the prototype of all objects", () => {
    expect((Object.prototype as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
