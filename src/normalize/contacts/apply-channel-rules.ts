import type {
  Channel,
  ChannelAnswer,
  ChannelFlag,
  ChannelQuestion,
  ClosedChannel,
} from "../../model/channel-rules.ts";
import type { ContactKind } from "../../model/contact.ts";
import type { Address, Profile } from "../../model/profile.ts";
import { saysNothing } from "./ask-channels.ts";

/** What a channel can close; a fax, a postal address and the rest are used by none of them. */
const closable: ReadonlySet<ContactKind> = new Set(["email", "phone", "mobile"]);

/** What is asked of the rules about a profile: the person, and all that can be closed, each once. */
export function channelQuestion({ npi, contacts, addresses }: Profile): ChannelQuestion {
  const values = new Set<string>();
  for (const { kind, value } of contacts ?? []) if (closable.has(kind)) values.add(value);
  for (const { phone } of addresses) if (phone !== undefined) values.add(phone);
  return { npi, values: [...values] };
}

/**
 * The profile without what may not be used, its addresses' telephones included, and with the flags
 * that say why. A closed value is taken out, not marked: nobody whom the profile is handed to can
 * forget to look. Texts close nothing by themselves, since the number may still be called.
 *
 * @param asked what the answer is to: `channelQuestion(profile)`
 */
export function applyChannelRules(
  profile: Profile,
  asked: ChannelQuestion,
  answer: ChannelAnswer,
): Profile {
  if (saysNothing(answer)) return profile;
  const closed = new Set(
    asked.values.filter((value, i) =>
      [...answer.person, ...(answer.values[i] ?? [])].some(closes(value)),
    ),
  );
  const { contacts = [], ...others } = profile;
  const open = contacts.filter(({ kind, value }) => !closable.has(kind) || !closed.has(value));
  return {
    ...others,
    addresses: profile.addresses.map((address) => withoutPhone(address, closed)),
    ...(open.length === 0 ? {} : { contacts: open }),
    do_not_contact: flagsOf(profile, asked, answer),
  };
}

/** Whether a flag closes this value. */
function closes(value: string): (flag: ChannelFlag) => boolean {
  const usedBy: Channel = value.includes("@") ? "email" : "call";
  return ({ channel }) => channel === usedBy;
}

function withoutPhone(address: Address, closed: ReadonlySet<string>): Address {
  const { phone, ...others } = address;
  return phone === undefined || !closed.has(phone) ? address : others;
}

/** Each flag once; a service elsewhere may have given some of them. */
function flagsOf(
  { do_not_contact: given = [] }: Profile,
  { values }: ChannelQuestion,
  answer: ChannelAnswer,
): ClosedChannel[] {
  const flags = new Map<string, ClosedChannel>();
  const add = (flag: ClosedChannel) => {
    const key = `${flag.of} ${flag.channel} ${flag.reason} ${flag.date} ${flag.source}`;
    const withheld = (flags.get(key)?.withheld ?? 0) + flag.withheld;
    flags.set(key, { ...flag, withheld });
  };
  given.forEach(add);
  for (const flag of answer.person) {
    const withheld = values.filter((value) => closes(value)(flag)).length;
    add({ ...flag, of: "person", withheld });
  }
  values.forEach((value, i) => {
    for (const flag of answer.values[i] ?? []) {
      add({ ...flag, of: "value", withheld: closes(value)(flag) ? 1 : 0 });
    }
  });
  return [...flags.values()];
}
