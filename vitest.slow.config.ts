import { defineConfig } from "vitest/config";
import { slowFiles, tags } from "./test/tags.ts";

export default defineConfig({
  test: {
    include: slowFiles(),
    tags,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
