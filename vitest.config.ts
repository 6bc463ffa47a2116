import { configDefaults, defineConfig } from "vitest/config";

/** Tests that replace a module of Node's, which they may not share with others. */
const alone = ["test/table/disk-faults.test.ts", "test/ledger/same-work.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: "100%",
    pool: "threads",
    setupFiles: ["test/helpers/property-runs.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary"] },
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          // Once for both: every project would have its own within the other's.
          globalSetup: ["test/helpers/scratch.ts"],
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...alone],
          // No module of ours holds state, so files may share them: half the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
