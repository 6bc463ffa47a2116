import { UsageError } from "../../model/errors.ts";
import { identityOf } from "../files/output-path.ts";

/** Decisions never go over the list that they are about. */
export async function refuseTheList(place: string, file: string): Promise<void> {
  if (place !== "-" && (await identityOf(place)) !== (await identityOf(file))) return;
  throw new UsageError(
    "output_is_input",
    `${place} is ${place === "-" ? "no file" : "the list"}; decisions need a file of their own.`,
    "Choose another place with --decisions.",
  );
}
