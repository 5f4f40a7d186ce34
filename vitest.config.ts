import { defineConfig } from "vitest/config";
import { tags } from "./test/tags.ts";

/** Files about what a module keeps, of which each needs modules of its own. */
const apart = ["test/kernels/memory.test.ts", "test/scales/network-parts.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "threads",
    maxWorkers: 2,
    tags,
    projects: [
      // Files that share modules have them compiled once: a third less time.
      { extends: true, test: { name: "together", isolate: false, include: ["test/**/*.test.ts"], exclude: ["test/slow/**", ...apart] } },
      { extends: true, test: { name: "apart", include: apart } },
    ],
  },
});
