import { InputError } from "../../model/errors.ts";

const saveAgain = "Save it again from Excel as .xlsx, or as CSV UTF-8.";

/** Bytes that do not fit together; nothing of such a workbook is used. `what` names no content. */
export function damaged(file: string, what: string): InputError {
  return new InputError(
    "xlsx_damaged",
    `${file} is damaged: ${what}.`,
    "Copy or download it again; if that does not help, let Excel repair it and save it as .xlsx.",
  );
}

/** A whole workbook that holds something whose meaning would have to be guessed. */
export function unsupported(file: string, what: string): InputError {
  return new InputError(
    "xlsx_unsupported",
    `${file} holds something that cannot be read for sure: ${what}.`,
    saveAgain,
  );
}

/** Beyond what a list can need, so that no file can fill the memory or the disk. */
export function tooLarge(file: string, what: string): InputError {
  return new InputError(
    "xlsx_too_large",
    `${file} is larger than can be read: ${what}.`,
    "Split the list, or save it as CSV UTF-8: a CSV may have any size.",
  );
}

/** A file of another kind; `code` says of which. */
export function otherFormat(
  file: string,
  code: string,
  what: string,
  hint = saveAgain,
): InputError {
  return new InputError(code, `${file} ${what}.`, hint);
}
