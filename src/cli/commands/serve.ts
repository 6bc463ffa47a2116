import type { Command } from "commander";
import type { App } from "../app.ts";
import { flagsOf } from "../options.ts";
import type { ServeArguments } from "../serve/run-serve.ts";

type Run = (given: ServeArguments, app: App) => Promise<number>;

const runLazily: Run = async (given, app) =>
  (await import("../serve/run-serve.ts")).runServe(given, app);

interface ServeOptions {
  host: string;
  port: string;
  tlsCert?: string;
  tlsKey?: string;
  behindProxy?: true;
  workers?: string;
  maxBatch: string;
}

/** `run` is how a test sees what was understood. */
export function serveCommand(program: Command, app: App, run: Run = runLazily): void {
  program
    .command("serve")
    .summary("share the registry over HTTP")
    .description(
      "Answer the /v1 contract over HTTP from the registry on this machine, so that others enrich with --service. Listens to this machine alone unless told; any other address needs an API key and TLS, or a proxy in front that does TLS. Stops on Ctrl-C or SIGTERM when what is under way has been answered.",
    )
    .option("--host <address>", "address to listen on; 0.0.0.0 for all", "127.0.0.1")
    .option("--port <n>", "port to listen on; 0 for any that is free", "8080")
    .option("--tls-cert <file>", "certificate with its chain, PEM")
    .option("--tls-key <file>", "its private key, PEM")
    .option("--behind-proxy", "a proxy in front does TLS and says who calls (X-Forwarded-For)")
    .option("--workers <n>", "threads that answer (default: one a processor)")
    .option("--max-batch <n>", "most leads in one request", "1000")
    .addHelpText("after", examples)
    .action(async (options: ServeOptions, command: Command) => {
      app.finish(await run({ ...options, flags: flagsOf(command) }, app));
    });
}

const examples = `
Examples:
  heartbeat serve --registry fixtures/npidata.csv
  heartbeat serve --host 0.0.0.0 --tls-cert chain.pem --tls-key key.pem
  heartbeat serve --behind-proxy --workers 4

Then, from this machine:
  heartbeat enrich leads.csv --service http://127.0.0.1:8080`;
