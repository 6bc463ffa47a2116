import { readFile } from "node:fs/promises";
import { parseJson } from "../../config/parse-json.ts";
import { InputError, systemErrorCode, UsageError } from "../../model/errors.ts";
import { type SearchQuery, searchQuerySchema } from "../../model/search.ts";
import { readStdin } from "../files/read-stdin.ts";
import type { Io } from "../io.ts";

/** What was typed of a search. */
export interface SearchOptions {
  name?: string;
  specialty?: string[];
  credential?: string[];
  licenseState?: string[];
  state?: string[];
  city?: string[];
  zip?: string[];
  sex?: string;
  soleProprietor?: boolean;
  license?: string;
  npi?: string[];
  enumerated?: string;
  entity?: string;
  includeDeactivated?: true;
}

/** The search that was typed; UsageError for a value that no search has. */
export function typedQuery(typed: SearchOptions): SearchQuery {
  const { name, specialty, credential, state, city, zip, npi, entity } = typed;
  return checkedQuery(
    {
      ...{ name, specialty, credential, state, city, zip, npi, entity },
      license_state: typed.licenseState,
      sex: typed.sex?.trim().toUpperCase(),
      sole_proprietor: typed.soleProprietor,
      license: typed.license === undefined ? undefined : licenseOf(typed.license),
      enumerated: typed.enumerated === undefined ? undefined : yearsOf(typed.enumerated),
      include_deactivated: typed.includeDeactivated,
    },
    "The command",
  );
}

/** `IL:036123456`, or the number alone. */
function licenseOf(text: string): SearchQuery["license"] {
  const [, state, number] = /^\s*([a-z]{2})\s*:(.*)$/i.exec(text) ?? [];
  return number === undefined || state === undefined ? { number: text } : { number, state };
}

function yearsOf(text: string): SearchQuery["enumerated"] {
  const [, from = "", dots, to = ""] = /^\s*(\d{4})?(\.\.)?(\d{4})?\s*$/.exec(text) ?? [];
  const isRange = dots !== undefined && from + to !== "";
  if (!isRange && (from === "" || to !== "")) {
    throw new UsageError(
      "usage",
      "--enumerated takes years.",
      "For example: --enumerated 2019, --enumerated 2006..2010 or --enumerated 2020..",
    );
  }
  const last = isRange ? to : from;
  return {
    ...(from === "" ? {} : { from: Number(from) }),
    ...(last === "" ? {} : { to: Number(last) }),
  };
}

/** More is no search: a list handed in by mistake is not read to its end. */
const longest = 1_000_000;

/** The search in a JSON file, the very body of `POST /v1/search`; `-` is standard input. */
export async function readQuery(path: string, io: Io): Promise<SearchQuery> {
  const file = path === "-" ? "standard input" : path;
  const text = path === "-" ? (await readStdin(io, longest)).toString() : await readWhole(path);
  const like = 'A search looks like this: {"name": "…", "state": ["IL"]}';
  return checkedQuery(parseJson(text, file, "search_query_invalid", like), file);
}

async function readWhole(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new InputError(
      "search_query_unreadable",
      `The search ${path} cannot be read (${systemErrorCode(error) ?? "unknown error"}).`,
      "Name a JSON file with --query, or `-` for standard input.",
    );
  });
}

/** Names the key that is wrong and never what stands there. */
function checkedQuery(value: unknown, where: string): SearchQuery {
  const read = searchQuerySchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const keys = Object.keys(searchQuerySchema.shape);
  const key = keys.find((known) => known === issue?.path[0]);
  throw new UsageError(
    "search_query_invalid",
    key === undefined
      ? `${where} holds a key that no search has, or no search at all.`
      : `${where}: ${key} has a value that it cannot have.`,
    key === undefined ? `Keys of a search: ${keys.join(", ")}.` : hints[key],
  );
}

const hints: Readonly<Record<string, string>> = {
  sex: "It is F, M or X.",
  entity: "It is individual or organization.",
  enumerated: "Years are from 1900 to 2100.",
  limit: "A page has 1 to 100 results.",
  license: 'It is {"number": "…", "state": "…"}, the state as you like.',
};
