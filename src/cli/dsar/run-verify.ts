import type { Config, Flags } from "../../config.ts";
import { findRequest, takeStep } from "../../dsar/take-step.ts";
import { readAccountProof } from "../../dsar/verify/account-proof.ts";
import {
  type AgentProof,
  agentProofStep,
  agentProofs,
  requireAgent,
} from "../../dsar/verify/agent-proof.ts";
import { verifyByAccount } from "../../dsar/verify/by-account.ts";
import { keepIdentity } from "../../dsar/verify/identity.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import { UsageError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { createOutput, type Output } from "../screen/output.ts";
import { oneOf } from "../typed/one-of.ts";
import { nextAfterVerify } from "./next-after-verify.ts";
import { withRequests } from "./recorded-requests.ts";
import { type TypedClaims, verifyClaims } from "./verify-claims.ts";

export interface DsarVerifyArguments extends TypedClaims {
  id: string;
  accountProof?: string;
  agentProof?: string;
  how?: string;
  identity?: string;
  flags: Flags;
}

interface Verifying {
  app: App;
  config: Config;
  out: Output;
  store: RequestStore;
}

export async function runDsarVerify(given: DsarVerifyArguments, app: App): Promise<number> {
  const config = await app.configure(given.flags);
  const out = createOutput(app.io, config.settings);
  requireOneWay(given);
  await withRequests(config, app, (store) => verify(given, { app, config, out, store }));
  return 0;
}

async function verify(given: DsarVerifyArguments, world: Verifying): Promise<void> {
  const { id, accountProof, agentProof, identity } = given;
  if (accountProof !== undefined) return byAccount(id, accountProof, world);
  if (identity !== undefined) return takeIdentity(id, identity, world);
  const isProofAlone = agentProof !== undefined && !saysClaims(given);
  if (agentProof !== undefined) {
    const proof = await takeAgentProof(id, agentProof, given.how ?? "", world);
    if (isProofAlone && world.config.settings.json) {
      await world.out.json({ schema_version: 1, id, agent_proof: proof });
    }
  }
  if (!isProofAlone) await verifyClaims(id, given, world);
}

async function byAccount(id: string, path: string, world: Verifying): Promise<void> {
  const { app, config, out, store } = world;
  const bytes = await readKeptFile(path, "--account-proof", app.io);
  const facts = readAccountProof(bytes);
  const now = app.io.date;
  await takeStep({ store, now }, id, "verify", (work) =>
    verifyByAccount(work, { facts, bytes }, now()),
  );
  out.note("Verified by their account");
  out.note(nextAfterVerify(await findRequest(store, id)));
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, verified: true, degree: "account", fields: [] });
  }
}

async function takeAgentProof(
  id: string,
  path: string,
  how: string,
  { app, out, store }: Verifying,
): Promise<AgentProof> {
  const proof = oneOf(agentProofs, how, "--how");
  const bytes = await readKeptFile(path, "--agent-proof", app.io);
  await takeStep({ store, now: app.io.date }, id, "verify", async ({ request, today, record }) => {
    requireAgent(request);
    await record(agentProofStep(proof, bytes, today));
  });
  out.note("Kept what the agent shows, sealed");
  return proof;
}

async function takeIdentity(
  id: string,
  path: string,
  { app, config, out, store }: Verifying,
): Promise<void> {
  await takeStep({ store, now: app.io.date }, id, "identity", async (work) =>
    keepIdentity(work, await readKeptFile(path, "--identity", app.io)),
  );
  out.note("Sealed until verification is over, then shredded");
  out.note(
    "Look at the copy that came, then delete it: heartbeat dsar hold --id ID --clear, or deny",
  );
  if (config.settings.json) await out.json({ schema_version: 1, id, identity_kept: true });
}

function saysClaims(given: TypedClaims): boolean {
  const { claims, declaration, asCategories, disputed, fromPerson } = given;
  return [claims, declaration, asCategories, disputed, fromPerson].some((one) => one !== undefined);
}

function requireOneWay(given: DsarVerifyArguments): void {
  const { accountProof, agentProof, identity, how } = given;
  const ways = [
    accountProof !== undefined,
    identity !== undefined,
    agentProof !== undefined || saysClaims(given),
  ];
  if (ways.filter(Boolean).length > 1) {
    throw new UsageError(
      "usage",
      "Only one way to verify goes at a time.",
      "Keep --account-proof, --identity, or the options of claims and agents.",
    );
  }
  if ((agentProof === undefined) === (how === undefined)) return;
  throw new UsageError(
    "usage",
    "--agent-proof and --how go together.",
    `--how is one of: ${agentProofs.join(", ")}.`,
  );
}
