import { RefusedError } from "../../model/errors.ts";
import { type RightsWorld, takeStep } from "../take-step.ts";
import { fitLetter } from "./fit-letter.ts";
import { type LetterCase, readLetterCase } from "./letter-case.ts";
import { isLetterFor, type LetterKind } from "./letter-kinds.ts";
import { type ReadTemplate, type RenderedLetter, renderLetter } from "./render-letter.ts";

interface LetterOrder {
  /** undefined for the one that is to be sent now. */
  kind: LetterKind | undefined;
  read: ReadTemplate;
  /** Where it goes; when that has worked it is written down that it was made. */
  deliver: (letter: RenderedLetter) => Promise<void>;
}

/** Makes a letter and writes down that it was made; one that is made again is written down once. */
export async function makeLetter(
  world: RightsWorld,
  id: string,
  { kind: wanted, read, deliver }: LetterOrder,
): Promise<RenderedLetter> {
  return takeStep(world, id, "letter", async ({ request, record }) => {
    const given = await readLetterCase(world.store, id);
    if (given === undefined) throw new Error("a request without events takes no step");
    const kind = wanted ?? fitLetter(given);
    if (kind === undefined) throw nothingToSend();
    if (!isLetterFor(kind, request.asked)) throw ofAnotherType(kind);
    const letter = await renderLetter(kind, given, read);
    await deliver(letter);
    const { sha256 } = letter;
    if (!isWrittenDown(given, letter)) {
      await record({ kind: "letter_made", body: { letter: kind, sha256 } });
    }
    return letter;
  });
}

function isWrittenDown({ events }: LetterCase, { kind: letter, sha256 }: RenderedLetter): boolean {
  return events.some(
    ({ kind, body }) => kind === "letter_made" && body.letter === letter && body.sha256 === sha256,
  );
}

function nothingToSend(): RefusedError {
  return new RefusedError(
    "no_letter_fits",
    "Nothing has happened in this request that asks for a letter now.",
    "Take its next step: heartbeat dsar show --id ID",
  );
}

function ofAnotherType(kind: LetterKind): RefusedError {
  return new RefusedError(
    "letter_of_another_type",
    `The letter ${kind} is none for what this request asks.`,
    "Leave out --kind: the letter that fits is found.",
  );
}
