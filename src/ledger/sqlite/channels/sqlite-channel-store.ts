import { join } from "node:path";
import {
  type ChannelAnswer,
  type ChannelFlag,
  type ChannelQuestion,
  channels,
  noChannelRules,
} from "../../../model/channel-rules.ts";
import type { SqliteDatabase, SqlRow } from "../../../store/sqlite.ts";
import { type ChannelStore, OPTED_IN } from "../../channel-store.ts";
import {
  type ChannelSubject,
  createChannelSubjectHash,
  subjectOfValue,
} from "../../channel-subject.ts";
import { keyedHashBytes } from "../../keyed-hash.ts";
import type { Random } from "../../token.ts";
import { digestOfNotices } from "../chain/notice-digest.ts";
import { createDataVersion } from "../data-version.ts";
import { type LedgerForm, openLedgerFile } from "../open-ledger-file.ts";
import { secretCheckSchema, settleSecret } from "../settle-secret.ts";
import { inTransaction } from "../transaction.ts";
import { createSubjectFilter } from "./subject-filter.ts";

const form: LedgerForm = {
  /** `HBCH` */
  applicationId: 0x48424348,
  version: 1,
  schema: `${secretCheckSchema}
    CREATE TABLE notice(
      subject BLOB NOT NULL, channel TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL,
      date TEXT NOT NULL, PRIMARY KEY(subject, channel, reason, source)
    ) WITHOUT ROWID;`,
  tables: ["secret_check", "notice"],
};

export function channelFile(folder: string): string {
  return join(folder, "channels.db");
}

export interface ChannelStoreOptions {
  /** The ledger's secret. */
  keyFile: string;
  random: Random;
}

/** @param folder is there; to be closed by the caller */
export async function openChannelStore(
  folder: string,
  { keyFile, random }: ChannelStoreOptions,
): Promise<ChannelStore> {
  const db = await openLedgerFile(channelFile(folder), form);
  try {
    const secret = inTransaction(db, () => settleSecret(db, keyFile, random));
    return createStore(db, createChannelSubjectHash(secret));
  } catch (error) {
    db.close();
    throw error;
  }
}

function createStore(
  db: SqliteDatabase,
  hashesOf: (subjects: readonly ChannelSubject[]) => Buffer,
): ChannelStore {
  const version = createDataVersion(db);
  const all = db.prepare("SELECT count(*) FROM notice");
  // One text: a row for each would take ten times as long.
  const starts = db.prepare("SELECT group_concat(hex(substr(subject, 1, 4)), '') FROM notice");
  let notices = 0;
  const filter = createSubjectFilter({
    count: () => notices,
    starts: () => [String(starts.get()?.[0] ?? "")],
  });

  const digestVersion = createDataVersion(db);
  let digest = "";

  /** False where nobody has said anything; then nothing needs to be hashed. */
  function holdsNotices(): boolean {
    if (version.hasChanged()) {
      notices = Number(all.get()?.[0]);
      filter.changed();
    }
    return notices > 0;
  }

  const read = db.prepare(
    `SELECT asked.value, channel, reason, source, date
     FROM json_each(?1) AS asked JOIN notice ON subject = unhex(asked.value)`,
  );
  const write = db.prepare(
    `INSERT INTO notice(subject, channel, reason, source, date) VALUES(?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET date = excluded.date WHERE excluded.date > date RETURNING 1`,
  );
  const count = db.prepare(
    `SELECT channel, reason, source, count(*), sum(EXISTS(
       SELECT 1 FROM notice AS later WHERE later.subject = notice.subject
       AND later.channel = notice.channel AND later.reason = '${OPTED_IN}' AND later.date > notice.date
     )) FROM notice WHERE reason <> '${OPTED_IN}'
     GROUP BY channel, reason, source ORDER BY channel, reason, source`,
  );

  return {
    async flagsOf(batch) {
      if (!holdsNotices()) return noChannelRules.flagsOf(batch);
      const hashes = hashesOf(subjectsOf(batch));
      const wanted = new Map<number, string>();
      for (let at = 0; at < hashes.length; at += keyedHashBytes) {
        if (!filter.mayHold(hashes.readUInt32BE(at))) continue;
        wanted.set(at / keyedHashBytes, hashes.toString("hex", at, at + keyedHashBytes));
      }
      const found = noticesOf(
        wanted.size === 0 ? [] : read.all(JSON.stringify([...new Set(wanted.values())])),
      );
      return answersFrom(batch, (place) => found.get(wanted.get(place) ?? ""));
    },
    async add(notices) {
      const hashes = hashesOf(
        notices.map((notice) =>
          "npi" in notice ? { kind: "npi", text: notice.npi } : subjectOfValue(notice.value),
        ),
      );
      version.wrote();
      digestVersion.wrote();
      return inTransaction(db, () => {
        let added = 0;
        notices.forEach(({ channel, reason, source, date }, i) => {
          const hash = hashes.subarray(i * keyedHashBytes, (i + 1) * keyedHashBytes);
          const isNew = write.get(hash, channel, reason, source, date) !== undefined;
          if (isNew) added++;
        });
        return added;
      });
    },
    counts: async () =>
      count.all().map(([channel, reason, source, all, lifted]) => ({
        channel: channel as ChannelFlag["channel"],
        reason: String(reason),
        source: String(source),
        closed: Number(all) - Number(lifted),
        lifted: Number(lifted),
      })),
    async state() {
      if (digestVersion.hasChanged()) digest = digestOfNotices(db);
      return digest;
    },
    close: async () => db.close(),
  };
}

/** Each person, and then their values. */
function subjectsOf(batch: readonly ChannelQuestion[]): ChannelSubject[] {
  const subjects: ChannelSubject[] = [];
  for (const { npi, values } of batch) {
    subjects.push({ kind: "npi", text: npi });
    for (const value of values) subjects.push(subjectOfValue(value));
  }
  return subjects;
}

/** By the hash of their subject. */
function noticesOf(rows: readonly SqlRow[]): Map<string, ChannelFlag[]> {
  const notices = new Map<string, ChannelFlag[]>();
  for (const row of rows) {
    const subject = row[0] as string;
    const others = notices.get(subject);
    if (others === undefined) notices.set(subject, [toNotice(row)]);
    else others.push(toNotice(row));
  }
  return notices;
}

function toNotice([, channel, reason, source, date]: SqlRow): ChannelFlag {
  return {
    channel: channel as ChannelFlag["channel"],
    reason: String(reason),
    source: String(source),
    date: String(date),
  };
}

function answersFrom(
  batch: readonly ChannelQuestion[],
  noticesAt: (place: number) => readonly ChannelFlag[] | undefined,
): ChannelAnswer[] {
  let place = 0;
  const next = () => inForce(noticesAt(place++));
  return batch.map(({ values }) => ({ person: next(), values: values.map(next) }));
}

const none: readonly ChannelFlag[] = [];

function inForce(notices: readonly ChannelFlag[] | undefined): readonly ChannelFlag[] {
  if (notices === undefined) return none;
  return notices
    .filter(
      ({ channel, reason, date }) =>
        reason !== OPTED_IN &&
        !notices.some(
          (other) => other.reason === OPTED_IN && other.channel === channel && other.date > date,
        ),
    )
    .sort(byContent);
}

/** In the order of the channels; of one the latest first. */
function byContent(a: ChannelFlag, b: ChannelFlag): number {
  const byChannel = channels.indexOf(a.channel) - channels.indexOf(b.channel);
  if (byChannel !== 0) return byChannel;
  if (a.date !== b.date) return a.date > b.date ? -1 : 1;
  return `${a.reason} ${a.source}` < `${b.reason} ${b.source}` ? -1 : 1;
}
