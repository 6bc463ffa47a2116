import { localRecipient } from "../../model/disclosures.ts";
import type { RightsRequest } from "../request.ts";
import type { BundleData, DisclosureTable } from "./bundle-schema.ts";
import { type CategoryCode, categories, termsOf } from "./categories.ts";
import type { Holdings } from "./gather-holdings.ts";
import { happenedWithin, type Period, twelveMonthsBefore } from "./look-back.ts";

type Received = NonNullable<BundleData["received_by"]>[number];

/** Who got what when, within the period. */
export function receivedBy(
  { disclosures }: Pick<Holdings, "disclosures">,
  period: Period,
): Received[] {
  return disclosures
    .filter(({ day }) => happenedWithin(period, day))
    .map(({ day, recipient, fields, count }) => ({
      ...{ day, recipient, category: recipientCategory(recipient), fields, times: count },
    }));
}

/** The business's own runs are no disclosure to a third party; every key is a User's. */
function recipientCategory(recipient: string): string {
  return recipient === localRecipient ? "The business itself" : "Users";
}

/** The published table for this person: `disclosure.json`. */
export function disclosureTable(
  data: BundleData,
  { subject, received, type }: RightsRequest,
  holdings: Pick<Holdings, "disclosures">,
  today: string,
): DisclosureTable {
  const held = new Set<CategoryCode>(data.categories_collected);
  const year = { from: twelveMonthsBefore(received), to: today };
  const lately = receivedBy(holdings, { ...year, narrowed: true })
    .filter(({ recipient }) => recipient !== localRecipient)
    .map(({ category }) => category);
  const table: DisclosureTable = {
    schema_version: 1,
    request: data.request,
    made_on: data.made_on,
    categories: categories.map((category) => {
      const { what, sources, purpose, soldTo, disclosedTo, recipients } = termsOf(
        category,
        subject,
      );
      return {
        ...{
          category: category.code,
          name: category.name,
          held_about_you: held.has(category.code),
        },
        ...{ what, collected_from: [...sources], purpose },
        ...{ sold_to: [...soldTo], disclosed_to: [...disclosedTo], recipients },
      };
    }),
    past_12_months: { ...year, recipients: [...new Set(lately)].sort() },
    received_by: type === "know-specific" ? data.received_by : null,
    retention,
  };
  requireDisclosureRules(table);
  return table;
}

const retention: DisclosureTable["retention"] = [
  {
    what: "The profile",
    kept: "As long as a source gives it, and until a deletion is asked for or an opt-out takes it from what is sold.",
  },
  {
    what: "Who received it",
    kept: "For good, under hashes: so that whoever received data can be told to erase or correct it.",
  },
  {
    what: "This request",
    kept: "24 months after it, as the law demands; its steps without any data of yours for good.",
  },
];

/**
 * What must hold of every table that leaves (R4, R5, R6), whatever is changed above.
 *
 * @throws Error, as only a fault of ours can break it
 */
export function requireDisclosureRules({ categories: rows, request }: DisclosureTable): void {
  for (const { category, sold_to, disclosed_to } of rows) {
    const isInternal = category === "C2" || category === "C5";
    const isContacts = ["C1", "C3", "C8"].includes(category) && request.subject === "contact";
    const broken =
      (category === "C4" && sold_to.length > 0) ||
      (isInternal && sold_to.length + disclosed_to.length > 0) ||
      (isContacts && !(sold_to.includes("Users") && disclosed_to.includes("Users")));
    if (broken) throw new Error(`the disclosure table breaks its rules at ${category}`);
  }
}
