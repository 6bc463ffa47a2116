import { afterAll } from "vitest";
import { type NppesServer, startNppesServer } from "../../helpers/nppes-server.ts";
import { nppesService } from "../../helpers/nppes-service.ts";
import { searchServiceConformance } from "../conformance.ts";

const servers: NppesServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

const unlisted = "the API lists no deactivated or replaced NPI";
const byNothingElse = "the API cannot be searched by license or telephone";
const noOrganizations = "the API cannot be searched by telephone for who employs somebody";
const uncounted = "typical figures stand in for counts, so that the answer is not as sure";

/** What the public API cannot do; each of these tests has to fail. */
const differs = {
  "deactivated NPI without a name on file": unlisted,
  "deactivated NPI whose holder is on file": unlisted,
  "a deactivated NPI is said, however it was found": unlisted,
  "replaced NPI is followed": unlisted,
  "a replaced NPI is followed and said, and is no namesake of its successor": unlisted,
  "an e-mail address of no known person does not gainsay a license": byNothingElse,
  "an organization is nobody's candidate": byNothingElse,
  "the same, told apart by the organization": noOrganizations,
  "explain adds up whatever was compared": noOrganizations,
  "a typing error in the surname": uncounted,
  "the same, told apart by the graduation year": uncounted,
  "a name in the e-mail address alone": uncounted,
  "only a name that does not settle it is looked for in other spellings": uncounted,
  "explain names hypotheses, keys, candidates and bits that add up":
    "what is left unsure is searched for further",
};

searchServiceConformance(
  "public NPPES API, over a stand-in",
  async (profiles) => {
    const server = await startNppesServer(profiles);
    servers.push(server);
    return nppesService(server.url);
  },
  differs,
);
