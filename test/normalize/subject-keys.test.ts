import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  standardEmail,
  standardPhone,
  subjectKey,
  subjectKeysOf,
} from "../../src/normalize/keys/subject-keys.ts";
import { standardName } from "../../src/normalize/names/standard-name.ts";
import { npiOf } from "../helpers/profiles.ts";

const base64 = (standardised: string) =>
  Buffer.from(subjectKey("email", standardised).digest, "latin1").toString("base64");

/** Published worked examples of DROP 1.2.0, and those of public suites (rights.md 17.9). */
describe("standardised and hashed", () => {
  it.each([
    [
      "Anna.Smith@Domain.com",
      "anna.smith@domain.com",
      "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=",
    ],
    [
      "danielle.johnson12@example.com",
      "danielle.johnson12@example.com",
      "mKDnDvwF2inxrKcK1hJN2TRkxPfL6kzNNTtU12eH8Bw=",
    ],
  ])("e-mail %s", (text, standardised, hash) => {
    expect([standardEmail(text), base64(standardised)]).toEqual([standardised, hash]);
  });

  it.each([
    ["+1(415)555-9317", "4155559317", "vGM7y5n+hBXRSEAklhHDPCbysyNgYTmXdMcagGUOY8E="],
    ["+84(90)123 4567", "4901234567", "ptzVkgbv9DonwvPCHmXmJ2SEOaolSh37z3ZzY/Gmm+U="],
    ["+354(123)4567", "3541234567", "Btrzydf5K6ALAKKXJGFHSx7u5bDzHC9WlVYtpq1n2rY="],
    ["5551273811", "5551273811", "jr/RAWYVN+ODBf2vRxwBASPwiO4x27OGI1y3IDhcwLo="],
  ])("phone %s", (text, standardised, hash) => {
    expect([standardPhone(text), base64(standardised)]).toEqual([standardised, hash]);
  });

  it("digits of another script as the digits that they are", () => {
    expect(["５１２-５５５-0142", "٥١٢٥٥٥٠١٤٢", "५१२ ५५५ ०१४२"].map(standardPhone)).toEqual(
      Array(3).fill("5125550142"),
    );
  });

  it.each([
    ["Juan Pablo", "juanpablo", "91hIbrbzNeqHs3o81O5yNrXUj7wDd2shvZ6THKi9qz8="],
    ["Martinez", "martinez", "2wRPGbwBNxhShjRczx8GfS2c4cjvs4NJskeWloUNtp8="],
    ["Danielle", "danielle", "5dUD1FgiKcTJq+JQ5JZUdlyIXrSbtJ338YYbt5/HNG4="],
    ["Johnson", "johnson", "K+TjOqPiH2/3rRRPj9WCKKHM47UDQLSAX/DGNIDuxIg="],
    ["Eve", "eve", "hSYq33RRi7twx8uUzWFZ2RZp5age3x7+vVQ+rb2p+is="],
    ["Genesis", "genesis", "ruutSnlvzC4V3ExgYbRe2bNz8mrfx5jKfS2MxYGCcY4="],
    ["José", "jose", "HsTtA3dmqhgdiECtBLn8bhlf033twEyYpXZ6Z9N1js4="],
    ["Müller", "muller", "qLH8g8uSrZC3MZN892EW72waukNvjQ0OxnPo00AirKg="],
    ["O'Brien", "obrien", "tMtssz/kuGWGjeglAjoeJ5DcEqwB7MjXxa/oJUBxyLo="],
    ["Mary-Jane", "maryjane", "8I9Eil56ncNhm7fBKfan1fxq8ALOoXrXHf3Bxo9NTg4="],
    ["ŁUKASZ", "lukasz", "1uaqm/N1tDX5/ef2QSoktDyihGVEi6Mz+l7Fdydg4mA="],
    ["Иванов", "ivanov", "XADYpQziZ5wwj1rxgLAUMCgs1snfav0OfMyQorOVVIg="],
    ["田中", "田中", "GAZJa8t1PCgPk0u94hpBrVeTAYcmaBwDjanPyKjIKiA="],
    ["İzmir", "izmir", "82mONJABgVlh7oAKZ42y1V2POwHh7npAJFHFsYnLP8k="],
  ])("name %s", (text, standardised, hash) => {
    expect([standardName(text), base64(standardised)]).toEqual([standardised, hash]);
  });

  it.each([
    ["Ёлкин", "yolkin"],
    ["Ёлкин".normalize("NFD"), "yolkin"],
    ["Чайковский", "chaykovskiy"],
    ["Παπαδόπουλος", "papadopoylos"],
    ["Ψυχή", "psychi"],
    ["Großmann", "grossmann"],
    ["Đorđe Þór", "dordethor"],
    ["Smith 3rd", "smith3rd"],
    [" .- ", ""],
  ])("name %s without a hash", (text, standardised) => {
    expect(standardName(text)).toBe(standardised);
  });
});

describe("no key", () => {
  it.each([
    ["blank e-mail", { emails: ["   "] }],
    ["no e-mail", { emails: ["n/a", "@", "jane@", "@example.com", "a@b@c"] }],
    ["no phone", { phones: ["n/a", "", "x", "12345"] }],
    [
      "phone that fills a required field",
      { phones: ["0000000000", "(999) 999-9999", "512-555-5555 x3"] },
    ],
    ["NPI with a slip", { npi: "1234567890" }],
    ["no NPI", { npi: "" }],
    [
      "license without number or state",
      {
        licenses: [
          { number: "PENDING", state: "TX" },
          { number: "MD123", state: "" },
        ],
      },
    ],
  ])("of %s", (_, keys) => {
    expect(subjectKeysOf(keys)).toEqual([]);
  });
});

it("keeps a license with and without its profession's prefix", () => {
  expect(subjectKeysOf({ licenses: [{ number: "MD0012345", state: "Texas" }] })).toEqual([
    subjectKey("license", "TX:MD0012345"),
    subjectKey("license", "TX:12345"),
  ]);
});

it("gives the same text of two kinds two keys", () => {
  const npi = npiOf(1);
  const [first, second] = subjectKeysOf({ npi, phones: [npi] });
  expect(first).toEqual({ kind: "npi", digest: second?.digest });
  expect(second?.kind).toBe("phone");
});
