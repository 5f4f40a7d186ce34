/** Tests that take long stand beside those of the same subject, under the tag `slow`; what takes long as a whole has it in its first comment. */
import { readdirSync, readFileSync } from "node:fs";

/** The tags of tests. */
export const tags = [{ name: "slow", description: "a proof that takes long: npm run verify:slow" }];

/** The files with slow tests. */
export function slowFiles(): string[] {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  return files
    .filter((file) => /@module-tag slow|tags: "slow"/.test(readFileSync(new URL(file.replaceAll("\\", "/"), folder), "utf8")))
    .map((file) => `test/${file.replaceAll("\\", "/")}`);
}
