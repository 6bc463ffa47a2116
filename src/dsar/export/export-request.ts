import { join } from "node:path";
import type { ChainEvent } from "../../ledger/chain-event.ts";
import type { RequestStep } from "../../ledger/request-store.ts";
import type { Signer } from "../../ledger/signer.ts";
import { type RightsWorld, type StepWork, takeStep } from "../take-step.ts";
import { type AskedDays, beginExport, bundleChanged } from "./begin-export.ts";
import { gatherHoldings, type HoldingPorts } from "./gather-holdings.ts";
import { type Bundle, makeBundle } from "./make-bundle.ts";
import { makePlace, placeBundle } from "./place-bundle.ts";
import { personOfBundle, requireExportable } from "./require-exportable.ts";

export interface ExportWorld extends RightsWorld, HoldingPorts {
  signer: Signer;
  /** Paths of files that are not finished. */
  unfinished: Set<string>;
}

export interface ExportOptions extends AskedDays {
  /** Made where it is not there. */
  folder: string;
  /** `rights_npi`: whether NPI and license numbers are told. */
  tellNpi: boolean;
}

export interface Exported extends Omit<Bundle, "bytes" | "key"> {
  path: string;
}

/**
 * Answers a request to know by a bundle: one zip, the same for the same request, data and begin. Its
 * hash is in the chain before it has its name, so that there is none that is not known; then the
 * request is answered. An answered one gives the same bytes again, or nothing.
 */
export async function exportRequest(
  world: ExportWorld,
  id: string,
  options: ExportOptions,
): Promise<Exported> {
  return takeStep(world, id, "export", async (step) => {
    const { request } = step;
    requireExportable(request);
    const { store, signer, unfinished } = world;
    const person = await personOfBundle(store, request);
    const begun = await beginExport(store, step, options);
    const holdings = await gatherHoldings(world, request, person, begun);
    const signing = { signer, ledger: store.ledger, tellNpi: options.tellNpi };
    const bundle = await makeBundle(request, holdings, begun, signing);
    const earlier = exportsOf(await store.eventsOf(id));
    const isKnown = earlier.at(-1) === bundle.zip;
    if (request.answered !== undefined && !isKnown) throw bundleChanged();
    const path = join(options.folder, `${id}.zip`);
    await makePlace(path, earlier);
    const before = async () => {
      if (!isKnown) await step.record(exported(step, bundle, options));
    };
    await placeBundle(path, bundle.bytes, { unfinished, before });
    if (request.answered === undefined) await step.record(answered(step));
    const { bytes: _bytes, key: _key, ...told } = bundle;
    return { path, ...told };
  });
}

/** SHA-256 of the zips that were made, the last one last. */
function exportsOf(events: readonly ChainEvent[]): string[] {
  return events.flatMap(({ kind, body }) => (kind === "exported" ? [String(body.zip)] : []));
}

function exported(
  { today }: StepWork,
  { manifest, zip, files, categories, kind, period, forbidden, key }: Bundle,
  { tellNpi }: ExportOptions,
): RequestStep {
  const statutory = forbidden.map((one) =>
    one === "npi" || one === "license" ? "government-id" : one,
  );
  return {
    kind: "exported",
    body: {
      ...{ day: today, manifest, zip, files: files.length, categories: categories.join(",") },
      ...{ as: kind, from: period.from, to: period.to, key },
      npi: tellNpi ? "disclosed" : "withheld",
      ...(statutory.length === 0 ? {} : { forbidden: [...new Set(statutory)].join(",") }),
    },
  };
}

/** Who asked for specific pieces and gets categories has got a part (R18, R20). */
function answered({ request: { asked, type }, today }: StepWork): RequestStep {
  const response =
    asked === type ? { response: "complied" } : { response: "partly", basis: "not-verifiable" };
  return { kind: "request_answered", body: { day: today, ...response } };
}
