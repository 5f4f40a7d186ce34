import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: ["test/slow/**"], testTimeout: 120_000, pool: "threads", maxWorkers: 2 },
});
