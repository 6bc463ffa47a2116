import { profileSchema } from "../../../model/profile-schema.ts";
import { profilesAnswerSchema, profilesBodySchema } from "../../../model/wire.ts";
import { asked, type Call, type Endpoint } from "../endpoint.ts";
import { Problem } from "../problem.ts";
import { invented } from "./examples.ts";

/** Looks up, charges what was found, and records it. */
async function lookUp(npis: readonly string[], call: Call) {
  const profiles = await call.deps.service.profiles(npis);
  const found = profiles.flatMap((profile) => profile?.npi ?? []);
  if (found.length > 0) await call.charge({ count: found.length });
  await call.tell({ profile: found });
  return profiles;
}

export const profileEndpoint: Endpoint = {
  method: "GET",
  path: "/v1/profiles/{npi}",
  scope: "profile",
  summary: "One profile",
  description: "Everything that the release holds of one NPI, each part with its source.",
  params: { npi: "Ten digits." },
  answer: { schema: profileSchema, example: invented.profile },
  problems: ["npi_unknown", "rate_limited", "quota_exhausted"],
  async respond(_body, call) {
    await call.take(1);
    const [profile] = await lookUp([call.param("npi")], call);
    if (profile === undefined) throw new Problem("npi_unknown");
    return profile;
  },
};

export const profilesEndpoint: Endpoint = asked({
  method: "POST",
  path: "/v1/profiles",
  scope: "profile",
  summary: "Several profiles",
  description: "In the order asked; `null` for an NPI that is not known.",
  body: {
    schema: profilesBodySchema,
    itemsOf: ({ npis }) => npis.length,
    example: { npis: [invented.profile.npi, "1000000004"] },
  },
  answer: {
    schema: profilesAnswerSchema,
    example: { profiles: [invented.profile, null] },
  },
  problems: ["quota_exhausted"],
  async respond({ npis }, call) {
    const profiles = await lookUp(npis, call);
    return { profiles: profiles.map((profile) => profile ?? null) };
  },
});
