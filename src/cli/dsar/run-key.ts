import type { Flags } from "../../config.ts";
import type { App } from "../app.ts";
import { createOutput } from "../screen/output.ts";

export interface DsarKeyArguments {
  flags: Flags;
}

export async function runDsarKey({ flags }: DsarKeyArguments, app: App): Promise<number> {
  const config = await app.configure(flags);
  const out = createOutput(app.io, config.settings);
  const { publicKey, fingerprint } = await app.signer(config);
  if (config.settings.json) {
    await out.json({ schema_version: 1, public_key: publicKey, fingerprint });
  } else {
    await out.data(publicKey);
    out.note(`Fingerprint (SHA-256): ${fingerprint}`);
  }
  return 0;
}
