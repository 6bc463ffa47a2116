import type { Config } from "../../config.ts";
import { readClaims } from "../../dsar/claims/read-claims.ts";
import { findRequest, takeStep } from "../../dsar/take-step.ts";
import {
  type ClaimsOutcome,
  type GivenClaims,
  verifyByClaims,
} from "../../dsar/verify/by-claims.ts";
import { readDisputed } from "../../dsar/verify/disputed.ts";
import type { RequestStore } from "../../ledger/request-store.ts";
import { RefusedError } from "../../model/errors.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { readKeptFile } from "../files/read-kept-file.ts";
import { readPersonText } from "../files/read-person-text.ts";
import type { Output } from "../screen/output.ts";
import { candidatesOnFile } from "./candidates-on-file.ts";
import { nextAfterVerify } from "./next-after-verify.ts";
import { peopleOnFile } from "./people-on-file.ts";

/** What is said of claims; they themselves stand in a file or on standard input. */
export interface TypedClaims {
  claims?: string;
  declaration?: string;
  asCategories?: true;
  disputed?: readonly string[];
  fromPerson?: true;
}

const example = "email: jane@example.com";
const claimsWords = { ask: `Say what they say: lines like \`${example}\`, then Ctrl-D.`, example };

interface Verifying {
  app: App;
  config: Config;
  out: Output;
  store: RequestStore;
}

/** Throws RefusedError where they do not prove who asks: the same, whatever was wrong. */
export async function verifyClaims(
  id: string,
  typed: TypedClaims,
  { app, config, out, store }: Verifying,
): Promise<void> {
  const { io } = app;
  const given = await readGiven(typed, app);
  const outcome = await takeStep({ store, now: io.date }, id, "verify", async (work) =>
    closing(await app.openOnFile(config), (onFile) =>
      verifyByClaims(work, given, {
        ...{ store, now: io.date, people: peopleOnFile(onFile, app, config) },
        candidatesOf: (npis, received, wasHeld) =>
          candidatesOnFile(onFile, app, config, npis, { received, wasHeld }),
        changeDegree: config.settings.change_degree,
      }),
    ),
  );
  if (outcome.kind === "failed") throw notVerified(id, outcome);
  const { degree, fields, downgraded } = outcome;
  out.note(`Verified to the ${degree} degree, by ${fields.join(", ")}`);
  if (downgraded) out.note("For categories only: no specific pieces may be told");
  out.note(nextAfterVerify(await findRequest(store, id)));
  if (config.settings.json) {
    await out.json({ schema_version: 1, id, verified: true, degree, fields, downgraded });
  }
}

async function readGiven(typed: TypedClaims, { io }: App): Promise<GivenClaims> {
  const { claims = "-", declaration, disputed } = typed;
  return {
    read: async () => readClaims(await readPersonText(claims, io, claimsWords)),
    declaration: await readKeptFile(declaration, "--declaration", io),
    disputed: disputed === undefined ? undefined : readDisputed(disputed),
    asCategories: typed.asCategories === true,
    fromPerson: typed.fromPerson === true,
  };
}

function notVerified(
  id: string,
  { needed, locked }: ClaimsOutcome & { kind: "failed" },
): RefusedError {
  const next = locked ? "deny" : "letter";
  return new RefusedError(
    locked ? "verification_refused" : "not_verified",
    locked
      ? "The claims do not show who asks, and no more are taken: too many have failed."
      : "The claims do not show who asks.",
    `It takes ${needed} values of one profile that it held before the request came. Which of them were wrong is told to nobody. Next: heartbeat dsar ${next} --id ${id}`,
  );
}
