import type { Subject } from "../request.ts";

export const categoryCodes = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"] as const;

export type CategoryCode = (typeof categoryCodes)[number];

/** What the policy says of one category about one kind of person; sold and disclosed are kept apart (R3). */
export interface CategoryTerms {
  what: string;
  sources: readonly string[];
  purpose: string;
  /** Categories of third parties; empty for nobody. */
  soldTo: readonly string[];
  disclosedTo: readonly string[];
  /** Where it goes, in words. */
  recipients: string;
}

export interface Category {
  code: CategoryCode;
  name: string;
  /** Of whom it is collected at all; what is said of others holds where it is collected all the same. */
  about: Readonly<Partial<Record<Subject, CategoryTerms>>>;
}

const users = ["Users"] as const;
const fromUsers = "Users themselves";
const fromVisitors = "Users and visitors, by their use of the Services and the Site";
const aboutContacts = [
  "Public registries of government agencies",
  "Users and other suppliers of lists of contacts",
] as const;
const serving = "Providing the Services to Users, who receive it in answer to their queries.";
const soldAndDisclosed = "Sold and disclosed to Users.";
const nowhere = { soldTo: [], disclosedTo: [] } as const;

/**
 * The published table (rights.md section 2): every category, about whom it is collected, why, and who
 * gets it. What is not collected of somebody has no entry.
 */
export const categories: readonly Category[] = [
  {
    code: "C1",
    name: "Identifiers",
    about: {
      contact: {
        what: "Name, telephone number, e-mail address, location.",
        sources: aboutContacts,
        purpose: serving,
        ...{ soldTo: users, disclosedTo: users, recipients: soldAndDisclosed },
      },
      user: {
        what: "Real name, alias, postal address, telephone number, e-mail address, account name, company name, job title.",
        sources: [fromUsers],
        purpose: "Marketing, opening new accounts, and maintaining existing accounts.",
        ...nowhere,
        recipients: "The published table names nobody for identifiers of Users.",
      },
    },
  },
  {
    code: "C2",
    name: "Other identifying information: signature",
    about: both({
      what: "Signatures on forms for the verification of who exercises a right.",
      sources: ["Residents who exercise a right, or their agents"],
      purpose: "Verification of identity for rights requests.",
      ...nowhere,
      recipients: "Not applicable.",
    }),
  },
  {
    code: "C3",
    name: "Employment information: job title and business contact information",
    about: {
      contact: {
        what: "Company name and job title.",
        sources: aboutContacts,
        purpose: serving,
        ...{ soldTo: users, disclosedTo: users, recipients: soldAndDisclosed },
      },
    },
  },
  {
    code: "C4",
    name: "Bank account, credit card, debit card and other financial information",
    about: {
      user: {
        what: "What paying for the Services takes.",
        sources: [fromUsers],
        purpose: "Paying for Services.",
        soldTo: [],
        disclosedTo: ["Payment gateway service providers"],
        recipients: "Never sold. Disclosed to payment gateway service providers.",
      },
    },
  },
  {
    code: "C5",
    name: "Context-specific information: recordings of sessions on the website",
    about: {
      user: {
        what: "Smartlook recordings of how visitors use the website.",
        sources: [fromVisitors],
        purpose: "Troubleshooting errors and bugs; research and analytics.",
        ...nowhere,
        recipients: "Not applicable: strictly for internal use.",
      },
    },
  },
  {
    code: "C6",
    name: "Commercial information: purchases",
    about: {
      user: {
        what: "What was bought, when and for how much.",
        sources: [fromUsers],
        purpose: "Accounting records.",
        soldTo: [],
        disclosedTo: ["Accountants and financial advisors"],
        recipients: "Accountants and financial advisors may have access.",
      },
    },
  },
  {
    code: "C7",
    name: "Electronic information: log files and activity",
    about: {
      user: {
        what: "Log files, activity such as pages viewed, time on a page, browsing, clicks, actions and installs, time stamps, alerts.",
        sources: [fromVisitors],
        purpose:
          "The purposes of the other categories, as almost all of them are in electronic form.",
        ...nowhere,
        recipients: "Those of the other categories.",
      },
    },
  },
  {
    code: "C8",
    name: "Professional or employment-related information",
    about: {
      contact: {
        what: "Specialties, credential, years of experience, sole proprietor or not, states licensed, gender, pharmaceuticals provided and supplier relationships, education, year graduated, license or NPI number.",
        sources: aboutContacts,
        purpose: serving,
        ...{ soldTo: users, disclosedTo: users, recipients: soldAndDisclosed },
      },
    },
  },
];

/** What nobody but another system can tell, so that it has to be collected before an export. */
export function collectedElsewhere(subject: Subject): CategoryCode[] {
  // A contact's are in registry and ledger; of a user neither holds anything.
  if (subject === "contact") return [];
  return categories.filter(({ about }) => about.user !== undefined).map(({ code }) => code);
}

/** What holds for a category of somebody; of whom it is not collected by rule, as of the other. */
export function termsOf({ code, about }: Category, subject: Subject): CategoryTerms {
  const terms = about[subject] ?? about.user ?? about.contact;
  if (terms === undefined) throw new Error(`the table says nothing of ${code}`);
  return terms;
}

function both(terms: CategoryTerms): Category["about"] {
  return { contact: terms, user: terms };
}
