import type { Config, Flags } from "../../config.ts";
import type { ChannelRules } from "../../model/channel-rules.ts";
import { localRecipient } from "../../model/disclosures.ts";
import { UsageError } from "../../model/errors.ts";
import type { Profile } from "../../model/profile.ts";
import { type Suppressions, suppressionKeysOfProfile } from "../../model/suppressions.ts";
import { respectChannels } from "../../normalize/contacts/respect-channels.ts";
import { isNpi } from "../../normalize/npi.ts";
import type { SearchService } from "../../service/search-service.ts";
import type { App } from "../app.ts";
import { closing } from "../closing.ts";
import { createOutput } from "../screen/output.ts";
import { withDisclosures } from "../services/with-disclosures.ts";
import { profileText } from "./profile-screen.ts";

export interface ShowArguments {
  npi: string;
  flags: Flags;
}

/** An unknown NPI is an answer, not a failure: exit 0. */
export async function runShow({ npi, flags }: ShowArguments, app: App): Promise<number> {
  const asked = npi.trim();
  if (!isNpi(asked)) {
    throw new UsageError(
      "npi_invalid",
      "That is not an NPI: ten digits beginning with 1 or 2, the last one a check digit.",
      "Look for a slip of the keyboard; heartbeat never repairs an NPI.",
    );
  }
  const config = await app.configure(flags);
  return closing(await app.channelRules(config), (channels) => show(asked, channels, config, app));
}

async function show(
  asked: string,
  channels: ChannelRules,
  config: Config,
  app: App,
): Promise<number> {
  const out = createOutput(app.io, config.settings);
  const suppressions = await app.suppressions(config);
  return closing(await app.openService(config), (service) =>
    withDisclosures(app, config, service, async (disclosures) => {
      const { release, registry } = await service.info();
      const found = await tellable(asked, service, suppressions);
      const [profile] = await respectChannels([found], channels);
      if (profile !== undefined) disclosures?.record(localRecipient, "profile", [profile.npi]);
      await disclosures?.flush();
      const sources = profile === undefined ? [] : registry.sources;
      const specialties = await specialtiesOf(profile, service);
      if (config.settings.json) {
        await out.json({
          schema_version: 1,
          release,
          npi: asked,
          profile: profile ?? null,
          specialties: Object.fromEntries(specialties),
          sources,
        });
      } else if (profile !== undefined) {
        await out.data(
          profileText(profile, { sources, specialties, release, paint: out.dataPaint }),
        );
      } else {
        out.note("This NPI is not known to the registry.");
      }
      return 0;
    }),
  );
}

/** A suppressed person is answered exactly as an unknown NPI. */
async function tellable(
  npi: string,
  service: SearchService,
  suppressions: Suppressions,
): Promise<Profile | undefined> {
  const [profile] = await service.profiles([npi]);
  const keys = profile === undefined ? { npi } : suppressionKeysOfProfile(profile);
  const [isSuppressed] = await suppressions.areSuppressed([keys]);
  return isSuppressed === false ? profile : undefined;
}

async function specialtiesOf(
  profile: Profile | undefined,
  service: SearchService,
): Promise<Map<string, string>> {
  const codes = [...new Set(profile?.taxonomies.map(({ code }) => code))];
  const names = await service.specialtyNames(codes);
  return new Map(codes.map((code, i) => [code, names[i] ?? code]));
}
