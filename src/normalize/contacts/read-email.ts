import { disposableEmailBlocklistSet } from "disposable-email-domains-js";
import { emailWords } from "../names/email-words.ts";

export interface ReadEmail {
  /** Lower case. */
  value: string;
  /** An office's mailbox, or one that names nobody. */
  isRole: boolean;
}

export type EmailProblem = "email_syntax" | "email_disposable";

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const syntax = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+[a-z]{2,63}$`);
const longestLocal = 64;
const longest = 254;

/**
 * Reads one e-mail address, also out of `"Jane Doe" <jane@example.com>` or `mailto:`. Nothing is
 * repaired: an address with a slip may be somebody else's. Whether it exists is not asked.
 */
export function createEmailReader(): (text: string) => ReadEmail | EmailProblem {
  const disposable = disposableEmailBlocklistSet();
  return (text) => {
    const value = bare(text).toLowerCase();
    if (value.length > longest || value.indexOf("@") > longestLocal || !syntax.test(value)) {
      return "email_syntax";
    }
    if (isDisposable(value.slice(value.indexOf("@") + 1), disposable)) return "email_disposable";
    return { value, isRole: isRoleMailbox(value) };
  };
}

function bare(text: string): string {
  const inBrackets = /<([^<>]*@[^<>]*)>/.exec(text)?.[1] ?? text;
  return inBrackets
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^[("'[]+|[)"'\].,;:]+$/g, "");
}

/** Subdomains of a disposable domain are its own. */
function isDisposable(domain: string, list: ReadonlySet<string>): boolean {
  for (let rest = domain; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1)) {
    if (list.has(rest)) return true;
  }
  return false;
}

/** `info@`, `billing@`, `frontdesk2@`: no word of a person's name. `j4567@` may be somebody's. */
function isRoleMailbox(value: string): boolean {
  return /^[a-z]{2}/.test(value) && emailWords(value).length === 0 && !/^[a-z]+\d{3,}@/.test(value);
}
