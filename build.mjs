// Makes dist/ of src/: a few files in place of hundreds, since Node takes longer to find and read those than
// it takes to enrich a short list. Types are `npm run typecheck`'s.
import { rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: ["src/cli/main.ts", "src/cli/service-worker.ts"],
  outdir: "dist/cli", // as deep as src/cli, from where paths to other folders are reckoned
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
